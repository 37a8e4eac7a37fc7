import { randomInt, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import { dayOf } from '../../days.js'
import { parseJson } from '../../text.js'
import { BankHostClient, type GenuineAnswer } from '../client.js'
import { readReturnFile, type InstructionResult } from '../return-file.js'
import { fileParts, isSignedBy } from '../signature.js'
import { writeTransferFile, type TransferInstruction } from '../transfer-file.js'
import { startBankSandbox, type RunningBankSandbox } from './testing.js'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const BALANCE_MINOR = 100_000

let database: TestDatabase
let bank: RunningBankSandbox
let client: BankHostClient
beforeAll(async () => {
  database = await createTestDatabase()
  bank = await startBankSandbox(database.url, { clock: () => new Date('2026-11-23T02:00:00Z'), rules: { balance_minor: BALANCE_MINOR } })
  client = new BankHostClient({ url: bank.url, keys: bank.keys, timeout_ms: 10_000 })
})
afterAll(async () => {
  await bank.stop()
  await database.drop()
})

const call = async (...request: Parameters<BankHostClient['call']>): Promise<GenuineAnswer> => {
  const answer = await client.call(...request)
  if ('outcome' in answer) throw new Error(answer.detail)
  return answer
}

const opened = async (accountName = '林小满'): Promise<{ accountName: string; accountNo: string }> => {
  const account = { accountName, accountNo: `6222${Array.from({ length: 12 }, () => randomInt(10)).join('')}` }
  await bank.open(account)
  return account
}

const instruction = (payee: { accountName: string; accountNo: string }, changes: Partial<TransferInstruction> = {}): TransferInstruction =>
  ({ instructionNo: randomUUID(), bankCode: '', amount_minor: 1_000, remark: '退款', ...payee, ...changes })

const fileOf = (fileNo: string, ...instructions: TransferInstruction[]): Buffer =>
  writeTransferFile({ customerNo: bank.keys.customerNo, payerAccount: bank.keys.payerAccount, fileNo, instructions })

const send = async (fileNo: string, content: Buffer): Promise<[number, unknown]> => {
  const { status, body } = await call('POST', `/files/${fileNo}`, content)
  return [status, parseJson(body)]
}

/** Hands in a file, lets it be worked off, and answers what became of its instructions. */
const resultsOf = async (...instructions: TransferInstruction[]): Promise<readonly InstructionResult[]> => {
  const fileNo = randomUUID()
  expect(await send(fileNo, fileOf(fileNo, ...instructions))).toMatchObject([202, { fileNo, status: 'received' }])
  bank.pass(10 * MINUTE_MS)
  return (await returnsOf(fileNo))[0]!.results
}

const returnsOf = async (fileNo: string) => {
  const found = []
  let list: { seq: number; returnNo: string }[]
  for (let after = 0; ; after = list.at(-1)!.seq) {
    list = (parseJson((await call('GET', `/returns?after=${after}`)).body) as { returns: typeof list }).returns
    if (list.length === 0) return found
    for (const { returnNo } of list) {
      const file = await call('GET', `/returns/${returnNo}`)
      expect(isSignedBy(bank.keys.bankPublicKey, file.fileSignature, fileParts(file.body))).toBe(true)
      const read = readReturnFile(file.body)
      if (read.fileNo === fileNo) found.push(read)
    }
  }
}

const moved = async (instructionNo: string) => (await bank.movements()).filter(({ outRefundNo }) => outRefundNo === instructionNo).map(({ direction, amount }) => [direction, amount.minor])

describe('an instruction number', () => {
  it('is paid once, whatever file it comes in, and told as it was (FO10)', async () => {
    const once = instruction(await opened())
    const [first] = await resultsOf(once)
    const [second] = await resultsOf(once, instruction(await opened()))
    expect(second).toEqual(first)
    expect(await moved(once.instructionNo)).toEqual([['out', 1_000]])
  })

  it('that was used is refused for another amount or payee', async () => {
    const once = instruction(await opened())
    await resultsOf(once)
    expect(await resultsOf({ ...once, amount_minor: 1_001 })).toMatchObject([{ result: 'FAILED', code: 'E2005' }])
    expect(await resultsOf({ ...once, ...(await opened()) })).toMatchObject([{ result: 'FAILED', code: 'E2005' }])
    expect(await moved(once.instructionNo)).toEqual([['out', 1_000]])
  })

  it('that failed may come again, corrected', async () => {
    const payee = await opened()
    const wrong = instruction({ ...payee, accountName: '林小曼' })
    expect(await resultsOf(wrong)).toMatchObject([{ result: 'FAILED', code: 'YQ9982' }])
    expect(await resultsOf({ ...wrong, ...payee })).toMatchObject([{ result: 'PAID' }])
    expect(await moved(wrong.instructionNo)).toEqual([['out', 1_000]])
  })
})

describe('a transfer', () => {
  it('needs an account that there is, under its exact name', async () => {
    const payee = await opened('林小满')
    expect(await resultsOf(instruction({ ...payee, accountName: '林小满 ' }))).toMatchObject([{ code: 'YQ9982' }])
    expect(await resultsOf(instruction({ ...payee, accountNo: '622299999999999' }))).toMatchObject([{ code: 'E2001' }])
  })

  it('is not more than the paying account holds; what came back can be paid again', async () => {
    const account = { ...(await opened()), behaviour: 'reversed' as const }
    await bank.open(account)
    const gone = (await bank.movements()).reduce((sum, { direction, amount }) => sum + (direction === 'out' ? amount.minor : -amount.minor), 0)
    const all = instruction(account, { amount_minor: BALANCE_MINOR - gone })
    const [paid, tooMuch] = await resultsOf(all, instruction(await opened(), { amount_minor: 1 }))
    expect([paid!.result, tooMuch!.code]).toEqual(['PAID', 'E2004'])
    bank.pass(DAY_MS)
    expect(await resultsOf(instruction(await opened(), { amount_minor: 1 }))).toMatchObject([{ result: 'PAID' }])
    expect(await moved(all.instructionNo)).toEqual([['out', all.amount_minor], ['back', all.amount_minor]])
  })
})

describe('a file', () => {
  it('is the same when it comes again, byte for byte; others under its number are refused', async () => {
    const fileNo = randomUUID()
    const content = fileOf(fileNo, instruction(await opened()))
    const first = await send(fileNo, content)
    expect(await send(fileNo, content)).toEqual(first)
    expect(await send(fileNo, fileOf(fileNo, instruction(await opened())))).toEqual([409, { code: 'FILE_NO_REUSED' }])
  })

  it.each<[string, (text: string) => string]>([
    ['another company\'s', (text) => text.replace('8800000001', '8800000002')],
    ['of another account', (text) => text.replace(bank.keys.payerAccount, '62000000000000002')],
    ['with another number than its address', (text) => text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, randomUUID())],
    ['with a wrong total', (text) => text.replace(',20.00,', ',20.01,')],
    ['without a payee', (text) => text.replace('林小满', '')],
    ['with half a bank code', (text) => text.replace(',,10.00', ',123,10.00')],
    ['with a number twice', (text) => text.replaceAll(/^D,[^,]+/gm, 'D,same')],
    ['of nothing at all', () => ''],
  ])('%s is refused whole', async (_, change) => {
    const fileNo = randomUUID()
    const [one, two] = [instruction(await opened()), instruction(await opened())]
    const content = Buffer.from(change(fileOf(fileNo, one, two).toString('utf8')))
    expect(await send(fileNo, content)).toMatchObject([422, { code: 'FILE_MALFORMED' }])
    expect((await call('GET', `/files/${fileNo}`)).status).toBe(404)
    expect(await moved(one.instructionNo)).toEqual([])
  })

  it('that comes after the cut-off is worked off at nine on the next day', async () => {
    const beijing = (): string => new Date(bank.now().getTime() + 8 * 3_600_000).toISOString()
    const to = (time: string): void => bank.pass((Date.parse(`${beijing().slice(0, 10)}T${time}Z`) - Date.parse(beijing()) + DAY_MS) % DAY_MS)
    const late = instruction(await opened())
    const fileNo = randomUUID()
    to('17:00:00.000')
    await send(fileNo, fileOf(fileNo, late))
    to('23:00:00.000')
    expect(await returnsOf(fileNo)).toEqual([])
    to('09:00:00.000')
    expect(await returnsOf(fileNo)).toMatchObject([{ results: [{ result: 'PAID' }] }])
  })
})

it('the statement of a day is there from six on the next morning', async () => {
  const day = dayOf(bank.now().toISOString(), 480)
  expect((await call('GET', `/statements/${day}`)).status).toBe(409)
  bank.endDay(day)
  expect((await call('GET', `/statements/${day}`)).status).toBe(200)
})

it('who is not the company is told nothing', async () => {
  const other = new BankHostClient({ url: bank.url, keys: { ...bank.keys, customerNo: '8800000009' }, timeout_ms: 10_000 })
  expect(await other.call('GET', '/returns?after=0')).toMatchObject({ status: 401 })
  expect((await fetch(`${bank.url}/returns?after=0`)).status).toBe(401)
})
