import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { isRefusal, outcomeOfDecision as outcome, ROLES, type Actor } from '@recourse/kernel'
import { transferBatchEvents } from './events/index.js'
import { evolve } from './evolve.js'
import { transferBatchPermissions } from './permissions.js'
import { transferBatchRefusals } from './refusals.js'
import {
  approve, cut, download, FILE, later, newBatch, readReturn, recordRefused, recordSent, reject, rejectedWalk, RETURN_FILE, seenBatch, T0, walk, WU,
} from './testing.js'

const BOTH: Actor = { id: 'qian', roles: ['finance-maker', 'finance-checker'] }
const OTHER = 'c'.repeat(64)

describe('a batch of transfers', () => {
  it('is made by one person, approved by another for exactly its bytes, sent, and answered by the bank (MB4)', () => {
    const stream = newBatch()
    expect(stream.when(cut())).toMatchObject([{ type: 'TransferBatchCut', data: { fileSha256: FILE, total: { minor: 4_500, currency: 'CNY' } } }])
    expect(stream.state).toMatchObject({ status: 'cut', maker: 'wu', cutAt: T0 })
    stream.given(download())
    expect(stream.when(approve())).toMatchObject([{ type: 'TransferBatchApproved', data: { fileSha256: FILE } }])
    expect(stream.state).toMatchObject({ status: 'approved', checker: 'zheng' })
    expect(outcome(stream.when(recordSent()))).toEqual(['TransferBatchSent'])
    expect(outcome(stream.when(readReturn()))).toEqual(['TransferReturnFileRead'])
    expect(stream.state).toMatchObject({
      status: 'sent', returnFiles: { R1: RETURN_FILE }, results: { 'case-1-1': { outcome: 'paid' }, 'case-2-1': { outcome: 'failed', code: 'ACCOUNT_NAME_MISMATCH' } },
    })
  })

  it('is not made of nothing, and not twice', () => {
    expect(outcome(newBatch().when(cut({ facts: { ...cut().facts, instructions: [] } })))).toBe('refused: NothingQueued')
    expect(outcome(newBatch().given(cut()).when(cut()))).toBe('refused: BatchAlreadyCut')
  })

  it('that nobody made can be neither approved nor rejected nor sent nor read', () => {
    for (const command of [approve(), reject(), recordSent(), recordRefused(), readReturn(), download()]) expect(outcome(newBatch().when(command))).toBe('refused: UnknownBatch')
  })
})

describe('the checker', () => {
  it('is another person than the maker, whatever roles somebody has (MB4)', () => {
    expect(outcome(newBatch().given(cut({ actor: BOTH })).when(approve({ actor: BOTH })))).toBe('refused: CheckerIsMaker')
    expect(outcome(newBatch().given(cut(), download({ actor: BOTH })).when(approve({ actor: BOTH })))).toEqual(['TransferBatchApproved'])
  })

  it('is nobody whose own money, request or correction is in it', () => {
    expect(outcome(newBatch().given(cut()).when(approve({ facts: { fileSha256: FILE, concerned: ['zheng'], paidEarlier: [] } })))).toBe('refused: CheckerIsConcerned')
  })

  it('lets nothing go that was paid meanwhile under the number that it replaces', () => {
    expect(outcome(seenBatch().when(approve({ facts: { fileSha256: FILE, concerned: [], paidEarlier: ['case-1-1'] } })))).toBe('refused: PaidEarlier')
  })

  it('approves what they have seen, and only while it is what was made', () => {
    expect(outcome(seenBatch().when(approve({ fileSha256: OTHER })))).toBe('refused: FileDiffers')
    expect(outcome(seenBatch().when(approve({ facts: { fileSha256: OTHER, concerned: [], paidEarlier: [] } })))).toBe('refused: FileChanged')
  })

  it('was given the file, and not only its hash (MB4)', () => {
    const stream = newBatch().given(cut())
    expect(outcome(stream.when(approve()))).toBe('refused: FileNotSeen')
    stream.given(download({ actor: BOTH }))
    expect(outcome(stream.when(approve()))).toBe('refused: FileNotSeen')
    stream.given(download())
    expect(outcome(stream.when(approve()))).toEqual(['TransferBatchApproved'])
  })

  it('decides once', () => {
    for (const decided of [seenBatch().given(approve()), rejectedWalk(), walk()]) {
      expect(outcome(decided.when(approve()))).toBe('refused: BatchAlreadyDecided')
      expect(outcome(decided.when(reject()))).toBe('refused: BatchAlreadyDecided')
    }
  })

  it('may reject, with a reason', () => {
    expect(rejectedWalk().state).toMatchObject({ status: 'rejected', rejection: 'WRONG_PAYEE', checker: 'zheng' })
  })
})

describe('the bank', () => {
  it('cannot have what was not approved', () => {
    for (const command of [recordSent(), recordRefused(), readReturn()]) {
      expect(outcome(newBatch().given(cut()).when(command))).toBe('refused: BatchNotApproved')
      expect(outcome(rejectedWalk().when(command))).toBe('refused: BatchNotApproved')
    }
  })

  it('has it once, however often that is said', () => {
    expect(outcome(seenBatch().given(approve(), recordSent()).when(recordSent()))).toEqual([])
  })

  it('may take none of it: then who approved it stays named', () => {
    const stream = seenBatch().given(approve())
    expect(stream.when(recordRefused())).toMatchObject([{ type: 'TransferBatchRejected', data: { reason: 'REFUSED_BY_BANK', code: 'FILE_MALFORMED' } }])
    expect(stream.state).toMatchObject({ status: 'rejected', checker: 'zheng', rejection: 'REFUSED_BY_BANK' })
  })

  it('had it when its return file comes, also when the answer to the sending was lost', () => {
    expect(outcome(seenBatch().given(approve()).when(readReturn()))).toEqual(['TransferBatchSent', 'TransferReturnFileRead'])
  })

  it('may say later that a transfer came back (退票); each of its files counts once', () => {
    const stream = walk()
    expect(outcome(stream.when(readReturn()))).toEqual([])
    expect(outcome(stream.when(readReturn({ fileSha256: OTHER })))).toBe('refused: ReturnFileDiffers')
    const bounced = { returnNo: 'R2', results: [{ outRefundNo: 'case-1-1', outcome: 'returned' as const, code: 'TRANSFER_RETURNED' }] }
    expect(outcome(stream.when(readReturn({ fileSha256: OTHER, facts: bounced })))).toEqual(['TransferReturnFileRead'])
    expect(stream.state).toMatchObject({ results: { 'case-1-1': { outcome: 'returned' }, 'case-2-1': { outcome: 'failed' } } })
  })
})

it('who was given the file is recorded, of the same person once a day', () => {
  const stream = newBatch().given(cut())
  expect(stream.when(download())).toMatchObject([{ type: 'TransferFileDownloaded', data: { fileSha256: FILE } }])
  expect(outcome(stream.when(download({ now: later(23) })))).toEqual([])
  expect(outcome(stream.when(download({ actor: WU, now: later(23) })))).toEqual(['TransferFileDownloaded'])
  expect(outcome(stream.when(download({ now: later(24) })))).toEqual(['TransferFileDownloaded'])
})

it('is given to auditors only once it was sent more than 30 days ago', () => {
  const auditor: Actor = { id: 'shen', roles: ['auditor'] }
  expect(outcome(walk().when(download({ now: later(30 * 24) })))).toEqual(['TransferFileDownloaded'])
  expect(outcome(walk().when(download({ now: later(30 * 24 + 1) })))).toBe('refused: FileArchived')
  expect(outcome(walk().when(download({ actor: auditor, now: later(30 * 24 + 1) })))).toEqual(['TransferFileDownloaded'])
})

describe('the catalogue', () => {
  const specs = readFileSync(new URL('./transfer-batch.spec.ts', import.meta.url), 'utf8')

  it.each(Object.entries(transferBatchRefusals))('%s has a spec and a text in both languages', (code, { en, zh }) => {
    expect(specs).toContain(`refused: ${code}'`)
    expect(en).toMatch(/^[\x20-\x7e]{10,}$/)
    expect(zh).toMatch(/[\u4e00-\u9fff]{4,}/)
  })

  it.each(ROLES)('lets %s do exactly what is written down', (role) => {
    const actor = { id: 'somebody', roles: [role] }
    const commands = [cut({ actor }), approve({ actor }), reject({ actor }), recordSent({ actor }), recordRefused({ actor }), readReturn({ actor }), download({ actor })]
    const passed = commands.filter((command) => {
      const decision = newBatch().when(command)
      return !(isRefusal(decision) && decision.code === 'RoleNotPermitted')
    })
    expect(passed.map(({ type }) => type)).toEqual(commands.map(({ type }) => type).filter((type) => transferBatchPermissions[type].includes(role)))
  })

  it('of events is met by two walks, and is all that evolve knows', () => {
    const met = [...walk().events, ...rejectedWalk().events].map(({ type }) => type)
    expect([...new Set(met)].sort()).toEqual(transferBatchEvents.map(({ type }) => type).sort())
    expect(() => evolve(walk().state, { type: 'NoSuchEvent', data: {}, metadata: { actor: { id: 'wu' } } } as never)).toThrow('not handled')
    expect(() => evolve(newBatch().state, walk().events[2] as never)).toThrow('does not begin with TransferBatchCut')
  })
})
