import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { millisecondsBetween } from '@recourse/kernel'
import type { PaymentChannel, RefundStatus } from '@recourse/payment-channels'
import { startWechatSandbox, type RunningWechatSandbox } from '@recourse/payment-channels/testing'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import { PayoutBench } from '../spec-support.js'

const MINUTE_ms = 60_000
const DAYS = 3
const DAY_min = 1_440

let database: TestDatabase
let wechat: RunningWechatSandbox
let bench: PayoutBench
/** When it was asked, by the bench's clock; the answer of WeChat Pay is held back for as long as `isHeldBack` says. */
const questions: string[] = []
let isHeldBack: (status: RefundStatus) => boolean

const listened = (channel: PaymentChannel): PaymentChannel => ({
  name: channel.name, rules: channel.rules, refund: (request) => channel.refund(request), statement: (day) => channel.statement(day),
  query: async (refund) => {
    questions.push(bench.now)
    const status = await channel.query(refund)
    return isHeldBack(status) ? { outcome: 'unknown', why: 'connection-lost', detail: 'spec' } : status
  },
})

beforeAll(async () => {
  database = await createTestDatabase()
  wechat = await startWechatSandbox(database.url)
  bench = await PayoutBench.open({ consumers: false, channels: [listened(wechat.channel())] })
})
afterAll(async () => {
  await bench.close()
  await wechat.stop()
  await database.drop()
})

/** Three days pass minute by minute at first, then in steps of ten; nobody tells when a question is due. */
const threeDays = async (): Promise<void> => {
  for (let minute = 0; minute < 80; minute += 1) await bench.later(MINUTE_ms)
  for (let minute = 80; minute <= DAYS * DAY_min + 80; minute += 10) await bench.later(10 * MINUTE_ms)
}

const EXPECTED_min = [1, 2, 3, 4, 5, 10, 20, 40, 70, ...[1, 2, 3].map((day) => 70 + day * DAY_min)]

it.each([
  ['is in process at WeChat Pay', () => false, 'pending'],
  ['WeChat Pay says nothing about', () => true, 'connection-lost'],
])('a payout that %s is asked about each minute five times, then after 5, 10, 20 and 30 minutes, then daily, and is never sent twice (LS10)', async (_, heldBack, cause) => {
  isHeldBack = heldBack
  questions.length = 0
  const paidBefore = (await wechat.movements()).length
  const caseId = await bench.approvedCase({ channel: 'wechat-pay', reference: randomUUID().replaceAll('-', '') })
  const sentAt = bench.now
  await bench.settle()
  await threeDays()
  expect(questions.map((at) => millisecondsBetween(sentAt, at) / MINUTE_ms)).toEqual(EXPECTED_min)
  expect((await bench.caseOf(caseId)).payouts[1]!.status).toBe('unknown')
  expect((await bench.historyOf(caseId)).at(-1)).toMatchObject({ type: 'PayoutOutcomeUnknown', data: { cause } })
  isHeldBack = () => false
  wechat.settle()
  await bench.later(DAY_min * MINUTE_ms)
  expect((await bench.caseOf(caseId)).payouts[1]!.status).toBe('confirmed')
  expect((await wechat.movements()).length).toBe(paidBefore + 1)
})
