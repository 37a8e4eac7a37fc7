import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { systemTiming } from '@recourse/event-flow'
import { failureOf, type PaymentChannel, type RefundStatus } from '@recourse/payment-channels'
import { ChannelDesk } from './channel-desk.js'
import { ChannelMetrics } from './channel-metrics.js'
import { OpenChannels } from './open-channels.js'
import { cny, HOUR_ms, PayoutBench, people } from './spec-support.js'

const MINUTE_ms = 60_000
const DAY_ms = 24 * HOUR_ms

/** What the channel below answers. */
let sent = 0
let says: RefundStatus = { outcome: 'not-found' }
let reachable = true

/** A payment channel that will not pay, and never calls that final. */
const unwilling: PaymentChannel = {
  name: 'unwilling',
  rules: { minimumSpacing_ms: 0, maxRefundsPerPayment: null, window_days: null, statementUtcOffset_min: 480, refundsPerSecond: 1_000, queriesPerSecond: 1_000 },
  refund: async () => {
    sent += 1
    return { outcome: 'failed', ...failureOf('CHANNEL_BUSY') }
  },
  query: async () => (reachable ? says : { outcome: 'unknown', why: 'connection-lost', detail: 'gone' }),
  statement: async () => [],
}

let bench: PayoutBench
beforeAll(async () => {
  bench = await PayoutBench.open({ consumers: false, channels: [unwilling] })
})
afterAll(() => bench.close())

const as = (role: 'finance-maker' | 'finance-checker' | 'agent' | 'operations') => bench.service.as(role)
const surrender = async (caseId: string, role: Parameters<typeof as>[0] = 'finance-maker') => {
  const { status, body } = await as(role).post(`/refund-cases/${caseId}/payout-surrender`, { payoutNo: 1 })
  return [status, body.code]
}

const paidAnotherWay = async (caseId: string): Promise<void> => {
  const consent = { how: 'RECORDED_CALL', reference: 'call-7' } as const
  const correct = (channel: string) => bench.send(people.maker, caseId, {
    type: 'CorrectPayoutDetails', payoutNo: 1, channel, consent, personal: { person: people.customer.id, fields: { payee: { name: '林小满', account: '6222-fine' } } },
  })
  expect(await correct('unwilling')).toMatchObject({ code: 'PayoutNotCorrectable' })
  await bench.accepted(correct('sandbox'))
  await bench.accepted(bench.resubmit(caseId, 1))
  await bench.settle()
}

it('what a channel refuses for ever is given up by a person once the channel says that nothing was paid, and paid another way by two', async () => {
  const caseId = await bench.approvedCase({ channel: 'unwilling' })
  await bench.settle()
  expect(await surrender(caseId)).toEqual([409, 'PayoutStillTried'])
  for (const wait_ms of [1, 1, 1, 1, 5, 10]) await bench.later(wait_ms * MINUTE_ms)
  expect(sent).toBeGreaterThan(4)
  expect(await surrender(caseId, 'agent')).toEqual([403, 'RoleNotPermitted'])
  says = { outcome: 'pending', channelReference: 'r' }
  expect(await surrender(caseId)).toEqual([409, 'MoneyMayLeave'])
  reachable = false
  expect(await surrender(caseId)).toEqual([409, 'MoneyMayLeave'])
  reachable = true
  says = { outcome: 'not-found' }
  expect(await surrender(caseId, 'finance-checker')).toEqual([200, undefined])
  const tries = sent
  await bench.later(DAY_ms)
  expect(sent).toBe(tries)
  expect((await bench.historyOf(caseId)).find(({ type }) => type === 'PayoutFailed')!.data).toEqual({ payoutNo: 1, code: 'GIVEN_UP', correctable: false })
  await paidAnotherWay(caseId)
  expect(await bench.moved(caseId)).toEqual([10_000])
  expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'receipt', payouts: { 1: { status: 'failed' }, 2: { status: 'confirmed', channel: 'sandbox' } } })
})

it('money that left under a number that was given up is found before another is sent', async () => {
  const caseId = await bench.approvedCase({ channel: 'unwilling' })
  await bench.settle()
  for (const wait_ms of [1, 1, 1, 1, 5, 10]) await bench.later(wait_ms * MINUTE_ms)
  expect(await surrender(caseId)).toEqual([200, undefined])
  says = { outcome: 'succeeded', channelReference: 'r', settledAt: bench.now, amount: cny(10_000) }
  await paidAnotherWay(caseId)
  says = { outcome: 'not-found' }
  expect(await bench.moved(caseId)).toEqual([])
  expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'receipt', payouts: { 1: { status: 'confirmed' }, 2: { status: 'failed' } } })
})

it('of a payout that may have left through a channel that was taken away nobody can say anything until it is back', async () => {
  const sentThere = await bench.approvedCase({ channel: 'unwilling' })
  await bench.settle()
  const nowhere = new OpenChannels([], systemTiming)
  const desk = new ChannelDesk(nowhere, bench.service.infrastructure.codec, new ChannelMetrics(nowhere), bench.clock)
  expect(await desk.says({ state: await bench.caseOf(sentThere), order: await bench.orderOf(sentThere), events: [], payoutNo: 1, version: 0 })).toBe('no-channel')
})

it('a payout that never had its turn, because its channel stands still for good, is given up though nobody can be asked', async () => {
  const caseId = await bench.approvedCase({ channel: 'unwilling' })
  await as('operations').post('/payment-channels/unwilling/stop', { reason: 'INCIDENT' })
  const before = sent
  await bench.settle()
  for (const wait_ms of [1, 1, 1, 1, 5, 10]) await bench.later(wait_ms * MINUTE_ms)
  expect(await bench.caseOf(caseId)).toMatchObject({ payouts: { 1: { status: 'requested', deferral: { cause: 'CHANNEL_STOPPED' } } } })
  reachable = false
  expect(await surrender(caseId)).toEqual([200, undefined])
  expect(sent).toBe(before)
  await paidAnotherWay(caseId)
  reachable = true
  expect(await bench.moved(caseId)).toEqual([10_000])
})
