import type { Command, Money } from '@recourse/kernel'
import type { BatchedInstruction, RejectionReason, ReturnedResult } from './state.js'

/** Puts what is queued into a file. */
export type CutTransferBatch = Command<'CutTransferBatch', {
  readonly channel: string
  readonly facts: { readonly fileSha256: string; readonly instructions: readonly BatchedInstruction[]; readonly total: Money }
}>

/** `fileSha256` = what the checker has looked at; `facts.fileSha256` = of the bytes that would leave, as they are now; `facts.concerned` = who gets, asked for or redirected a payment in it;
 * `facts.paidEarlier` = refund numbers in it whose money went out under the number that they replaced. */
export type ApproveTransferBatch = Command<'ApproveTransferBatch', {
  readonly fileSha256: string
  readonly facts: { readonly fileSha256: string; readonly concerned: readonly string[]; readonly paidEarlier: readonly string[] }
}>

export type RejectTransferBatch = Command<'RejectTransferBatch', { readonly reason: RejectionReason }>

/** The bank confirms that it has the file. */
export type RecordTransferBatchSent = Command<'RecordTransferBatchSent'>

/** The bank has read the file and takes none of it. */
export type RecordTransferFileRefused = Command<'RecordTransferFileRefused', { readonly code: string }>

/** A return file that the bank signed; `fileSha256` names it, what it says are facts. */
export type ReadTransferReturnFile = Command<'ReadTransferReturnFile', {
  readonly fileSha256: string
  readonly facts: { readonly returnNo: string; readonly results: readonly ReturnedResult[] }
}>

/** Somebody is about to be given the file, which names payees. */
export type RecordTransferFileDownload = Command<'RecordTransferFileDownload'>

export type TransferBatchCommand =
  | CutTransferBatch | ApproveTransferBatch | RejectTransferBatch | RecordTransferBatchSent | RecordTransferFileRefused | ReadTransferReturnFile | RecordTransferFileDownload
