import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { PaymentChannel } from '@recourse/payment-channels'
import { startWechatSandbox, type RunningWechatSandbox } from '@recourse/payment-channels/testing'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import { PayoutBench } from '../spec-support.js'

const MINUTE_ms = 60_000

let database: TestDatabase
let wechat: RunningWechatSandbox
let bench: PayoutBench
let calls = 0

const counted = (channel: PaymentChannel, changes: Partial<PaymentChannel> = {}): PaymentChannel => ({
  name: channel.name, rules: channel.rules, query: (refund) => channel.query(refund), statement: (day) => channel.statement(day),
  refund: (request) => {
    calls += 1
    return channel.refund(request)
  },
  ...changes,
})

beforeAll(async () => {
  database = await createTestDatabase()
  wechat = await startWechatSandbox(database.url)
  const channel = wechat.channel()
  const slow = counted(channel, { name: 'slow', rules: { ...channel.rules, refundsPerSecond: 0.1 } })
  bench = await PayoutBench.open({ consumers: false, channels: [counted(channel), slow] })
})
afterAll(async () => {
  await bench.close()
  await wechat.stop()
  await database.drop()
})

const reference = (behaviour = ''): string => `${randomUUID().replaceAll('-', '')}${behaviour}`.slice(-32)

const send = async (channel: string, behaviour?: string): Promise<string> => {
  const caseId = await bench.approvedCase({ channel, reference: reference(behaviour) })
  await bench.settle()
  return caseId
}

const lastEvent = async (caseId: string) => (await bench.historyOf(caseId)).at(-1)!

it('what is not sent because the channel does not answer is put off and never called unknown; once it answers, all is paid once', async () => {
  const lost: string[] = []
  for (let n = 0; n < 5; n += 1) lost.push(await send('wechat-pay', 'server-error-before'))
  calls = 0
  const waiting = [await send('wechat-pay'), await send('wechat-pay')]
  expect(calls).toBe(0)
  for (const caseId of waiting) {
    expect(await lastEvent(caseId)).toMatchObject({ type: 'PayoutDeferred', data: { cause: 'CIRCUIT_OPEN' } })
    expect((await bench.caseOf(caseId)).payouts[1]).toMatchObject({ status: 'requested', attempts: 0 })
  }
  const { body } = await bench.service.as('operations').get('/payment-channels')
  expect(body.items.find(({ channel }: { channel: string }) => channel === 'wechat-pay')).toMatchObject({ state: 'sending', circuit: 'open' })
  expect((await bench.service.anonymous.get('/metrics')).body).toMatch(/recourse_channel_circuit\{channel="wechat-pay",service="payout"\} 2/)

  for (let minute = 0; minute < 3; minute += 1) await bench.later(MINUTE_ms)
  wechat.settle()
  for (let minute = 0; minute < 30; minute += 1) await bench.later(MINUTE_ms)
  for (const caseId of [...lost, ...waiting]) {
    expect((await bench.caseOf(caseId)).payouts[1]!.status).toBe('confirmed')
    expect((await wechat.movements()).filter(({ outRefundNo }) => outRefundNo === `${caseId}-1`)).toHaveLength(1)
  }
})

it('what is above the quota of a channel waits for its time', async () => {
  calls = 0
  const [first, second] = [await send('slow'), await send('slow')]
  expect(calls).toBe(1)
  expect((await bench.caseOf(first!)).payouts[1]!.status).toBe('submitted')
  expect(await lastEvent(second!)).toMatchObject({ type: 'PayoutDeferred', data: { cause: 'QUOTA' } })
  await bench.later(11_000)
  expect(calls).toBe(2)
  expect((await bench.caseOf(second!)).payouts[1]!.status).toBe('submitted')
})
