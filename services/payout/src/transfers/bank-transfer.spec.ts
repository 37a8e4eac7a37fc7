import { randomInt, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { money, sha256, type Role } from '@recourse/kernel'
import { orderStream } from '@recourse/order'
import type { BankTransferChannel } from '@recourse/payment-channels'
import { migrateBankTransfer, PromptOffice, startBankSandbox, type RunningBankSandbox } from '@recourse/payment-channels/testing'
import type { TestAnswer, TestIdentity } from '@recourse/platform/testing'
import { createTestDatabase, eventually, type TestDatabase } from '@recourse/test-support'
import { Pool } from 'pg'
import { HOUR_ms, PayoutBench, people, type Wanted } from '../spec-support.js'
import { transferRefusals } from './refusals.js'

const NAME = '林小满'
const NOT_THE_NAME = '林小曼'
const HOST_TIMEOUT_ms = 1_000

let database: TestDatabase
let pool: Pool
let bank: RunningBankSandbox
let bench: PayoutBench
let channel: BankTransferChannel
beforeAll(async () => {
  process.env['BANK_TRANSFER_POLL_MS'] = '150'
  database = await createTestDatabase()
  await migrateBankTransfer(database.url)
  pool = new Pool({ connectionString: database.url, max: 5 })
  bank = await startBankSandbox(database.url, { clock: () => new Date(bench?.now ?? '2026-11-22T08:00:00.000Z') })
  channel = bank.channel({ pool, timeout_ms: HOST_TIMEOUT_ms, now: () => bench.now })
  bench = await PayoutBench.open({ consumers: true, channels: [channel] })
})
afterAll(async () => {
  delete process.env['BANK_TRANSFER_POLL_MS']
  await bench.close()
  await bank.stop()
  await pool.end()
  await database.drop()
})

const as = (roles: Role | Role[], identity?: TestIdentity) => bench.service.as(roles, identity)
const maker = () => as('finance-maker')
const checker = () => as('finance-checker')
const code = ({ status, body }: TestAnswer): [number, string] => [status, body.code]

/** Twelve digits, behind 6222; the bank knows the account under the name. */
const account = async (accountName: string, behaviour?: Parameters<RunningBankSandbox['open']>[0]['behaviour']): Promise<string> => {
  const digits = Array.from({ length: 12 }, () => randomInt(10)).join('')
  await bank.open({ accountNo: `6222${digits}`, accountName, behaviour })
  return digits
}

/** A refund that waits to be put into a file. */
const queuedCase = async (payee: string, wanted: Wanted = {}): Promise<string> => {
  const caseId = await bench.approvedCase({ channel: 'bank-transfer', payee, ...wanted })
  await waitsForFile(caseId)
  return caseId
}

const waitsForFile = (caseId: string, payoutNo = 1): Promise<unknown> => eventually(`payout ${payoutNo} waits for a file`, async () => {
  const { status, deferral } = (await bench.caseOf(caseId)).payouts[payoutNo]!
  return status === 'requested' && deferral?.cause === 'BATCH'
})

const batchOf = async (batchId: string) => (await checker().get(`/transfer-batches/${batchId}`)).body

const cut = async (by = maker()): Promise<{ batchId: string; fileSha256: string }> => {
  const answer = await by.post('/transfer-batches')
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return { batchId: answer.body.id, fileSha256: (await batchOf(answer.body.id)).fileSha256 }
}

/** The checker looks at the file, and lets exactly what they were given go. */
const approve = async (batchId: string): Promise<TestAnswer> => {
  const { bytes } = await checker().get(`/transfer-batches/${batchId}/file`)
  return checker().post(`/transfer-batches/${batchId}/approval`, { fileSha256: sha256(bytes) })
}

const sent = async (): Promise<string> => {
  const { batchId } = await cut()
  expect(await approve(batchId)).toMatchObject({ status: 200 })
  await eventually('the batch is at the bank', async () => (await batchOf(batchId)).status === 'sent')
  return batchId
}

const moved = async (caseId: string): Promise<[string, string, number][]> =>
  (await bank.movements()).filter(({ outRefundNo }) => outRefundNo.startsWith(caseId)).map(({ outRefundNo, direction, amount }) => [outRefundNo, direction, amount.minor])

const firstPayoutOf = async (caseId: string) =>
  (await maker().get(`/refund-cases/${caseId}/payouts?min_position=${await bench.service.infrastructure.store.head()}`)).body.items[0]

/** How often it was handed to the channel. */
const turnsTaken = async (caseId: string): Promise<number> => {
  const { orderId } = await bench.caseOf(caseId)
  return (await bench.service.infrastructure.aggregates.history(orderStream('demo', orderId))).filter(({ type }) => type === 'PayoutTurnTaken').length
}

/** The same company at the same bank, with another ledger. */
const elsewhere = async <T>(work: (other: BankTransferChannel) => Promise<T>): Promise<T> => {
  const otherDatabase = await createTestDatabase()
  await migrateBankTransfer(otherDatabase.url)
  const otherPool = new Pool({ connectionString: otherDatabase.url, max: 2 })
  const result = await work(bank.channel({ pool: otherPool }))
  await otherPool.end()
  await otherDatabase.drop()
  return result
}

const correctTo = async (caseId: string, digits: string): Promise<void> => {
  const { status, body: { version } } = await maker().post(`/refund-cases/${caseId}/payout-details`, { name: NAME, account: `6222 ${digits}` })
  expect(status).toBe(200)
  expect(await checker().post(`/refund-cases/${caseId}/payout-resubmission`, { correctionVersion: version })).toMatchObject({ status: 200 })
}

describe('a refund by bank transfer (MB4, FO10)', () => {
  it('is queued, put into a file by one person, approved by another, sent, and paid once as the return file says', async () => {
    const caseId = await queuedCase(await account(NAME))
    const both = as(['finance-maker', 'finance-checker'], { id: 'qian' })
    const { batchId, fileSha256 } = await cut(both)
    expect(code(await both.post(`/transfer-batches/${batchId}/approval`, { fileSha256 }))).toEqual([403, 'CheckerIsMaker'])
    expect(code(await checker().post(`/transfer-batches/${batchId}/approval`, { fileSha256 }))).toEqual([409, 'FileNotSeen'])
    await checker().get(`/transfer-batches/${batchId}/file`)
    expect(code(await checker().post(`/transfer-batches/${batchId}/approval`, { fileSha256: 'f'.repeat(64) }))).toEqual([409, 'FileDiffers'])
    expect(await moved(caseId)).toEqual([])
    expect(await approve(batchId)).toMatchObject({ status: 200, body: { id: batchId, repeated: false } })
    await bench.reached(caseId, 'submitted')
    bank.settle()
    await bench.reached(caseId, 'confirmed')
    expect(await batchOf(batchId)).toMatchObject({ maker: 'qian', checker: 'finance-checker', instructions: [{ outRefundNo: `${caseId}-1`, amount_minor: 10_000, outcome: 'paid' }] })
    expect(await moved(caseId)).toEqual([[`${caseId}-1`, 'out', 10_000]])
  })

  it('is not sent before the bank has its file: until then it waits, and the promise is broken when nobody cuts or approves for a day (MC12, FO11)', async () => {
    const caseId = await queuedCase(await account(NAME))
    const eventsOf = async (type: string) => (await bench.historyOf(caseId)).filter((event) => event.type === type)
    const waiting = { status: 'requested', code: 'BATCH', message: { en: expect.stringContaining('next file') } }
    expect(await firstPayoutOf(caseId)).toMatchObject(waiting)
    expect(await firstPayoutOf(caseId)).not.toHaveProperty('sentAt')
    const { batchId } = await cut()
    bench.forward(25 * HOUR_ms)
    await eventually('the promise is broken', async () => (await eventsOf('PayoutLate')).length > 0)
    expect((await eventsOf('PayoutLate')).map(({ data }) => data)).toMatchObject([{ promise: 'sent' }])
    await eventually('somebody looked again', async () => (await eventsOf('PayoutDeferred')).length === 2)
    expect([await firstPayoutOf(caseId), await eventsOf('PayoutSubmitted')]).toMatchObject([waiting, []])
    expect(await turnsTaken(caseId)).toBe(1)
    expect(await approve(batchId)).toMatchObject({ status: 200 })
    await bench.reached(caseId, 'submitted')
    expect(await firstPayoutOf(caseId)).toMatchObject({ status: 'submitted', sentAt: bench.now })
    bank.settle()
    await bench.reached(caseId, 'confirmed')
    expect(await moved(caseId)).toEqual([[`${caseId}-1`, 'out', 10_000]])
  })

  it.each([[NAME, 'confirmed'], [NOT_THE_NAME, 'failed']] as const)('whose file came back before anybody had recorded that it was sent ends right: to %s it is %s', async (name, status) => {
    const caseId = await queuedCase(await account(name))
    const { batchId, fileSha256 } = await cut()
    expect(await as('operations').post('/payment-channels/bank-transfer/stop', { reason: 'INCIDENT' })).toMatchObject({ status: 200 })
    expect(await approve(batchId)).toMatchObject({ status: 200 })
    expect(await channel.office.deliver(batchId, fileSha256)).toEqual({ outcome: 'delivered' })
    bank.settle()
    await bench.reached(caseId, status)
    expect(await as('supervisor').post('/payment-channels/bank-transfer/resume', { reason: 'SOLVED' })).toMatchObject({ status: 200 })
    expect(await moved(caseId)).toEqual(status === 'confirmed' ? [[`${caseId}-1`, 'out', 10_000]] : [])
  })

  it('to a wrong name fails, is corrected, sent again under its number and paid once (LS10)', async () => {
    const caseId = await queuedCase(await account(NOT_THE_NAME))
    await sent()
    bank.settle()
    await bench.reached(caseId, 'failed')
    expect(await firstPayoutOf(caseId)).toMatchObject({ status: 'failed', code: 'ACCOUNT_NAME_MISMATCH', needs: 'correction' })
    await correctTo(caseId, await account(NAME))
    await waitsForFile(caseId)
    await sent()
    bank.settle()
    await bench.reached(caseId, 'confirmed')
    expect(await moved(caseId)).toEqual([[`${caseId}-1`, 'out', 10_000]])
  })

  it('comes back days after it was confirmed (退票), is corrected and paid again under a new number (FO9)', async () => {
    const caseId = await queuedCase(await account(NAME, 'bounces'))
    await sent()
    bank.settle()
    await bench.reached(caseId, 'confirmed')
    bank.settle()
    await bench.reached(caseId, 'returned')
    await correctTo(caseId, await account(NAME))
    await waitsForFile(caseId, 2)
    await sent()
    bank.settle()
    await bench.reached(caseId, 'confirmed', 2)
    expect(await moved(caseId)).toEqual([[`${caseId}-1`, 'out', 10_000], [`${caseId}-1`, 'back', 10_000], [`${caseId}-2`, 'out', 10_000]])
  })

  it('that our own bank takes back (冲账) has come back too', async () => {
    const caseId = await queuedCase(await account(NAME, 'reversed'))
    await sent()
    bank.settle()
    await bench.reached(caseId, 'confirmed')
    bank.settle()
    await bench.reached(caseId, 'returned')
    expect(await firstPayoutOf(caseId)).toMatchObject({ status: 'returned', code: 'TRANSFER_REVERSED' })
  })

  it.each(['timeout-after', 'timeout-before', 'forged', 'server-error-after'] as const)('whose file meets %s is asked for at the bank by its number, and paid once', async (behaviour) => {
    const caseId = await queuedCase(await account(NAME, behaviour))
    await sent()
    bank.settle()
    await bench.reached(caseId, 'confirmed')
    expect(await moved(caseId)).toEqual([[`${caseId}-1`, 'out', 10_000]])
  })
})

describe('a batch', () => {
  it('is approved by nobody who gets, asked for or redirected a payment in it (MB4)', async () => {
    const caseId = await queuedCase(await account(NOT_THE_NAME))
    await sent()
    bank.settle()
    await bench.reached(caseId, 'failed')
    await correctTo(caseId, await account(NAME))
    await waitsForFile(caseId)
    const { batchId, fileSha256 } = await cut(as('finance-maker', { id: 'qian' }))
    const { customer } = await bench.caseOf(caseId)
    for (const id of [customer, 'finance-maker']) {
      const concerned = as(['finance-maker', 'finance-checker'], { id })
      expect(code(await concerned.post(`/transfer-batches/${batchId}/approval`, { fileSha256 }))).toEqual([403, 'CheckerIsConcerned'])
    }
    expect(await approve(batchId)).toMatchObject({ status: 200 })
    await eventually('the batch is at the bank', async () => (await batchOf(batchId)).status === 'sent')
    bank.settle()
    await bench.reached(caseId, 'confirmed')
  })

  it('that is rejected does not leave, and frees its transfers for the next one', async () => {
    const caseId = await queuedCase(await account(NAME))
    const first = await cut()
    expect(await checker().post(`/transfer-batches/${first.batchId}/rejection`, { reason: 'NOT_DUE' })).toMatchObject({ status: 200 })
    expect(code(await checker().post(`/transfer-batches/${first.batchId}/approval`, { fileSha256: first.fileSha256 }))).toEqual([409, 'BatchAlreadyDecided'])
    await eventually('it is queued again', async () => (await maker().get('/transfer-batches')).body.queued.count === 1)
    expect(code(await checker().get(`/transfer-batches/${first.batchId}/file`))).toEqual([404, 'TransferFileWiped'])
    expect(await moved(caseId)).toEqual([])
    const second = await sent()
    expect(second).not.toBe(first.batchId)
    expect((await batchOf(second)).instructions).toMatchObject([{ outRefundNo: `${caseId}-1` }])
    bank.settle()
    await bench.reached(caseId, 'confirmed')
  })

  it('with a payment that has left meanwhile under the number that it replaces is not approved; rejected, it loses that payment for good (LS10)', async () => {
    const caseId = await bench.approvedCase({ behaviour: 'closed-account' })
    await bench.reached(caseId, 'failed')
    const payee = { name: NAME, account: `6222${await account(NAME)}` }
    await bench.accepted(bench.send(people.maker, caseId, {
      type: 'CorrectPayoutDetails', payoutNo: 1, channel: 'bank-transfer', consent: { how: 'RECORDED_CALL', reference: 'call-7' }, facts: { sameName: 'YES' },
      personal: { person: people.customer.id, fields: { payee } },
    }))
    await bench.accepted(bench.resubmit(caseId, 1))
    await waitsForFile(caseId, 2)
    const { batchId } = await cut()
    await bench.accepted(bench.send(people.service, caseId, { type: 'RecordPayoutConfirmed', payoutNo: 1, amount: money(10_000, 'CNY'), channelReference: 'late', settledAt: bench.now }))
    await bench.reached(caseId, 'surplus')
    expect(code(await approve(batchId))).toEqual([409, 'PaidEarlier'])
    expect(await checker().post(`/transfer-batches/${batchId}/rejection`, { reason: 'NOT_DUE' })).toMatchObject({ status: 200 })
    await bench.reached(caseId, 'failed', 2)
    expect(code(await maker().post('/transfer-batches'))).toEqual([409, 'NothingQueued'])
  })

  it('does not leave while the channel is stopped, and does once it goes on (MB16)', async () => {
    const caseId = await queuedCase(await account(NAME))
    expect(await as('operations').post('/payment-channels/bank-transfer/stop', { reason: 'INCIDENT' })).toMatchObject({ status: 200 })
    const { batchId } = await cut()
    const approval = await approve(batchId)
    await bench.service.handled('when-transfer-batch-approved-then-send-to-bank', approval.body.position)
    expect(await batchOf(batchId)).toMatchObject({ status: 'approved' })
    expect(await channel.office.locate(batchId)).toEqual({ outcome: 'absent' })
    expect((await maker().get(`/transfer-batches/${batchId}/file`)).headers['file-signature']).toBeUndefined()
    expect(await as('supervisor').post('/payment-channels/bank-transfer/resume', { reason: 'SOLVED' })).toMatchObject({ status: 200 })
    await eventually('the batch is at the bank', async () => (await batchOf(batchId)).status === 'sent')
    bank.settle()
    await bench.reached(caseId, 'confirmed')
  })

  it('is made once by the same request, and not of nothing', async () => {
    await queuedCase(await account(NAME))
    const first = await maker().post('/transfer-batches', undefined, { key: 'cut-once' })
    expect(await maker().post('/transfer-batches', undefined, { key: 'cut-once' })).toMatchObject({ status: 201, body: { id: first.body.id, repeated: true } })
    expect(code(await maker().post('/transfer-batches'))).toEqual([409, 'NothingQueued'])
    await checker().post(`/transfer-batches/${first.body.id}/rejection`, { reason: 'OTHER' })
  })

  it('has a file that only finance is given, who was given it is recorded, and its signature only once it may leave', async () => {
    await eventually('something is queued', async () => (await maker().get('/transfer-batches')).body.queued.count > 0)
    const { batchId, fileSha256 } = await cut()
    expect(code(await as('operations').get(`/transfer-batches/${batchId}/file`))).toEqual([403, 'RoleNotPermitted'])
    const file = await checker().get(`/transfer-batches/${batchId}/file`)
    expect(file).toMatchObject({ status: 200, headers: { etag: `"${fileSha256}"`, 'cache-control': 'no-store' } })
    expect(sha256(file.bytes)).toBe(fileSha256)
    expect(file.bytes.toString('utf8')).toContain(NAME)
    expect(file.headers['file-signature']).toBeUndefined()
    const history = await bench.service.infrastructure.aggregates.history(`transferBatch-demo.${batchId}`)
    expect(history.map(({ type, metadata }) => [type, metadata.actor.id])).toEqual([['TransferBatchCut', 'finance-maker'], ['TransferFileDownloaded', 'finance-checker']])
    await checker().post(`/transfer-batches/${batchId}/approval`, { fileSha256 })
    expect((await checker().get(`/transfer-batches/${batchId}/file`)).headers['file-signature']).toEqual(expect.any(String))
    await eventually('the batch is at the bank', async () => (await batchOf(batchId)).status === 'sent')
  })

  it('is no business of another tenant, nor of other roles', async () => {
    const { items } = (await maker().get('/transfer-batches')).body
    const { batchId, fileSha256 } = items[0]
    const strangers = { tenant: 'other' }
    expect((await as('finance-maker', strangers).get('/transfer-batches')).body).toEqual({ items: [], next: null, queued: { count: 0, total_minor: 0 } })
    expect(code(await as('finance-maker', strangers).post('/transfer-batches'))).toEqual([409, 'NothingQueued'])
    for (const path of ['', '/file']) expect(code(await as('finance-checker', strangers).get(`/transfer-batches/${batchId}${path}`))).toEqual([404, 'UnknownBatch'])
    expect(code(await as('finance-checker', strangers).post(`/transfer-batches/${batchId}/approval`, { fileSha256 }))).toEqual([404, 'UnknownBatch'])
    expect(code(await as('finance-checker', strangers).post(`/transfer-batches/${batchId}/rejection`, { reason: 'OTHER' }))).toEqual([404, 'UnknownBatch'])
    expect(code(await checker().post('/transfer-batches'))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await maker().post(`/transfer-batches/${batchId}/approval`, { fileSha256 }))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await maker().post(`/transfer-batches/${batchId}/rejection`, { reason: 'OTHER' }))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await as('customer').get('/transfer-batches'))).toEqual([403, 'RoleNotPermitted'])
  })
})

it('a file whose maker\'s request ended before it was recorded is freed after a while', async () => {
  const caseId = await queuedCase(await account(NAME))
  expect((await channel.office.cut('demo', randomUUID()))!.instructions).toMatchObject([{ outRefundNo: `${caseId}-1` }])
  expect((await maker().get('/transfer-batches')).body.queued.count).toBe(0)
  bench.forward(600_000)
  await eventually('it is queued again', async () => (await maker().get('/transfer-batches')).body.queued.count === 1)
  await sent()
  bank.settle()
  await bench.reached(caseId, 'confirmed')
})

it('return files of what the company pays elsewhere hold up none of ours', async () => {
  const accountNo = `6222${await account(NAME)}`
  await elsewhere(async (other) => {
    const [amount, reference] = [money(1, 'CNY'), randomUUID()]
    await other.refund({ outRefundNo: reference, paymentReference: reference, amount, paid: amount, reason: 'salary', tenant: 'demo', payee: { accountName: NAME, accountNo } })
    await new PromptOffice().sendQueued(other, 'demo')
  })
  const caseId = await queuedCase(await account(NAME))
  await sent()
  bank.settle()
  await bench.reached(caseId, 'confirmed')
})

describe('a return file that is handed in', () => {
  const door = '/transfer-batches/return-files'
  const plain = (signature?: string) => ({ others: { 'content-type': 'text/plain', ...(signature ? { 'file-signature': signature } : {}) } })

  /** As somebody else's ledger would see the bank's list: from its beginning. */
  const listed = () => elsewhere(async (other) => {
    const files = await other.office.newReturns()
    if ('outcome' in files) throw new Error(files.detail)
    return files
  })

  it('counts once, whoever was first, and only with the signature of the bank', async () => {
    const [file] = await listed()
    const text = Buffer.from(file!.content).toString('utf8')
    expect(await maker().post(door, text, plain(file!.signature))).toMatchObject({ status: 200, body: { repeated: true } })
    expect(code(await maker().post(door, text.replace('PAID', 'FAILED'), plain(file!.signature)))).toEqual([422, 'NotSignedByBank'])
    expect(code(await maker().post(door, text, plain()))).toEqual([422, 'NotSignedByBank'])
    expect(code(await checker().post(door, text, plain(file!.signature)))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await as('finance-maker', { tenant: 'other' }).post(door, text, plain(file!.signature)))).toEqual([404, 'UnknownTransferFile'])
    expect(code(await maker().post(door, { text }, { others: { 'file-signature': file!.signature } }))).toEqual([415, 'UnsupportedMediaType'])
  })
})

it('every reason why nothing is done has a sentence in both languages', () => {
  for (const { en, zh } of Object.values(transferRefusals)) {
    expect(en).toMatch(/^[A-Z][\x20-\x7e…]{20,}$/)
    expect(zh).toMatch(/\p{Script=Han}{4,}/u)
  }
})

it('nothing of a payee but the last four digits is readable in the ledger or in the log', async () => {
  const { rows } = await pool.query(`SELECT i::text || coalesce(encode(i.payee_sealed, 'escape'), '') AS row FROM bank_transfer_instruction i
    UNION ALL SELECT f::text || coalesce(encode(f.content_sealed, 'escape'), '') FROM bank_transfer_file f`)
  const { rows: events } = await bench.service.infrastructure.pool.query('SELECT e::text AS row FROM event e')
  const text = JSON.stringify([rows, events])
  expect(rows.length).toBeGreaterThan(5)
  expect(text).not.toContain(NAME)
  expect(text).not.toMatch(/6222\d{12}/)
})

it('the ledger of the bank and ours agree to the fen (FO10)', async () => {
  const booked = async (): Promise<number> => {
    const { items } = (await maker().get('/payouts?status=confirmed')).body as { items: { amount_minor: number }[] }
    return items.reduce((sum, { amount_minor }) => sum + amount_minor, 0)
  }
  bank.settle()
  const left = async () => (await bank.movements()).filter(({ outRefundNo }) => /-\d$/.test(outRefundNo))
    .reduce((sum, { direction, amount }) => sum + (direction === 'out' ? amount.minor : -amount.minor), 0)
  await eventually('what was sent last is confirmed', async () => (await booked()) === (await left()))
})
