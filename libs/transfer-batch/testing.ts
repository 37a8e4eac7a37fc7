import { addMilliseconds, money, StreamInMemory, type Actor, type CommandContext, type Instant } from '@recourse/kernel'
import type {
  ApproveTransferBatch, CutTransferBatch, ReadTransferReturnFile, RecordTransferBatchSent, RecordTransferFileDownload, RecordTransferFileRefused, RejectTransferBatch,
  TransferBatchCommand,
} from './commands.js'
import { transferBatchDecider } from './decider.js'
import type { TransferBatch } from './state.js'
import { transferBatchStream } from './stream.js'

/** Words for the specs of this library; no part of its public entry. */

export const T0: Instant = '2026-03-02T02:00:00.000Z'
export const later = (hours: number): Instant => addMilliseconds(T0, hours * 3_600_000)

export const WU: Actor = { id: 'wu', roles: ['finance-maker'] }
export const ZHENG: Actor = { id: 'zheng', roles: ['finance-checker'] }
export const SYSTEM: Actor = { id: 'system', roles: ['service'] }

export const FILE = 'a'.repeat(64)
export const RETURN_FILE = 'b'.repeat(64)

export type BatchStream = StreamInMemory<TransferBatch, TransferBatchCommand>
export const newBatch = (): BatchStream => new StreamInMemory(transferBatchDecider, transferBatchStream('demo', '5f0c2a86-6a5e-4c0b-9d43-0f3c0ad4f001'))

let sent = 0
const context = (actor: Actor): CommandContext => ({ id: `command-${(sent += 1)}`, tenant: 'demo', actor, now: T0, correlationId: 'c' })

const instructions = [{ outRefundNo: 'case-1-1', amount: money(3_000, 'CNY') }, { outRefundNo: 'case-2-1', amount: money(1_500, 'CNY') }]

export const cut = (changes: Partial<CutTransferBatch> = {}): CutTransferBatch =>
  ({ ...context(WU), type: 'CutTransferBatch', channel: 'bank-transfer', facts: { fileSha256: FILE, instructions, total: money(4_500, 'CNY') }, ...changes })
export const download = (changes: Partial<RecordTransferFileDownload> = {}): RecordTransferFileDownload =>
  ({ ...context(ZHENG), type: 'RecordTransferFileDownload', ...changes })
export const approve = (changes: Partial<ApproveTransferBatch> = {}): ApproveTransferBatch =>
  ({ ...context(ZHENG), type: 'ApproveTransferBatch', fileSha256: FILE, facts: { fileSha256: FILE, concerned: ['customer'], paidEarlier: [] }, ...changes })
export const reject = (changes: Partial<RejectTransferBatch> = {}): RejectTransferBatch => ({ ...context(ZHENG), type: 'RejectTransferBatch', reason: 'WRONG_PAYEE', ...changes })
export const recordSent = (changes: Partial<RecordTransferBatchSent> = {}): RecordTransferBatchSent => ({ ...context(SYSTEM), type: 'RecordTransferBatchSent', ...changes })
export const recordRefused = (changes: Partial<RecordTransferFileRefused> = {}): RecordTransferFileRefused =>
  ({ ...context(SYSTEM), type: 'RecordTransferFileRefused', code: 'FILE_MALFORMED', ...changes })
export const readReturn = (changes: Partial<ReadTransferReturnFile> = {}): ReadTransferReturnFile => ({
  ...context(SYSTEM), type: 'ReadTransferReturnFile', fileSha256: RETURN_FILE,
  facts: { returnNo: 'R1', results: [{ outRefundNo: 'case-1-1', outcome: 'paid' }, { outRefundNo: 'case-2-1', outcome: 'failed', code: 'ACCOUNT_NAME_MISMATCH' }] },
  ...changes,
})

/** One stream that meets every event but the rejection. */
export const walk = (): BatchStream => newBatch().given(cut(), download(), approve(), recordSent(), readReturn())
export const rejectedWalk = (): BatchStream => newBatch().given(cut(), reject())
/** Cut, and looked at by the checker. */
export const seenBatch = (): BatchStream => newBatch().given(cut(), download())
