import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { systemTiming, TryAgainLater, type Policy } from '@recourse/event-flow'
import type { RecordedEvent } from '@recourse/kernel'
import type { PaymentLeg } from '@recourse/order'
import { failureOf, type PaymentChannel, type RefundAnswer, type RefundStatus, type UnknownReason } from '@recourse/payment-channels'
import { loadCalendar, loadPolicyPacks } from '@recourse/policy'
import { PayoutConfirmed, PayoutRequested, PayoutReturned, refundCaseDecider, refundCaseStream } from '@recourse/refund-case'
import { ChannelDesk } from '../channel-desk.js'
import { ChannelMetrics } from '../channel-metrics.js'
import { OpenChannels } from '../open-channels.js'
import { cny, PayoutBench, people } from '../spec-support.js'
import { askAndRecord, mustSay } from './ask-and-record.js'
import { loadPayout } from './loading.js'
import { whenTransferReturnFileReadThenAskChannel } from './when-transfer-return-file-read-then-ask-channel.policy.js'

/** What a channel says, by the end of the refund number: a spec tells it. */
interface Told {
  refund: Record<string, RefundAnswer>
  query: Record<string, RefundStatus>
}
const told: Told = { refund: {}, query: {} }
const sent: string[] = []

const rules = { minimumSpacing_ms: 0, maxRefundsPerPayment: null, window_days: null, statementUtcOffset_min: 480, refundsPerSecond: 500, queriesPerSecond: 500, tellsReturns: true } as const
const numberOf = (outRefundNo: string): string => outRefundNo.slice(outRefundNo.lastIndexOf('-') + 1)
const tellTale = (name: string): PaymentChannel => ({
  name, rules, statement: async () => [],
  refund: async ({ outRefundNo }) => {
    sent.push(outRefundNo)
    return told.refund[numberOf(outRefundNo)]!
  },
  query: async ({ outRefundNo }) => told.query[numberOf(outRefundNo)] ?? { outcome: 'not-found' },
  withdraw: async ({ outRefundNo }) => told.query[numberOf(outRefundNo)] === inQueue,
})

const SETTLED = '2026-11-22T08:00:00.000Z'
const succeeded = (minor: number) => ({ outcome: 'succeeded', channelReference: 'R', settledAt: SETTLED, amount: cny(minor) }) as const
const returned = { outcome: 'returned', channelReference: 'R', returnedAt: SETTLED, ...failureOf('TRANSFER_RETURNED') } as const
const wrongName = { outcome: 'failed', ...failureOf('ACCOUNT_NAME_MISMATCH') } as const
const closedAccount = { outcome: 'failed', ...failureOf('ACCOUNT_CLOSED') } as const
const queued = { outcome: 'accepted', channelReference: 'R', queued: true } as const
const inQueue = { outcome: 'pending', channelReference: 'R', queued: true } as const
const silence = { outcome: 'unknown', why: 'timeout', detail: 'nothing' } as const

const channels = [tellTale('one'), tellTale('other')]
const decider = refundCaseDecider(loadPolicyPacks(), loadCalendar())
let bench: PayoutBench
let desk: ChannelDesk
beforeAll(async () => {
  bench = await PayoutBench.open({ consumers: false, channels })
  desk = deskOver(channels)
})
afterAll(() => bench.close())
beforeEach(() => {
  Object.assign(told, { refund: {}, query: {} })
  sent.length = 0
})

const deskOver = (given: readonly PaymentChannel[]): ChannelDesk => {
  const opened = new OpenChannels(given, systemTiming)
  return new ChannelDesk(opened, bench.service.infrastructure.codec, new ChannelMetrics(opened), bench.clock)
}

const correct = (caseId: string, payoutNo: number, channel: string) => bench.accepted(bench.send(people.maker, caseId, {
  type: 'CorrectPayoutDetails', payoutNo, channel, consent: { how: 'RECORDED_CALL', reference: 'call-7' }, personal: { person: people.customer.id, fields: { payee: { name: '林小满', account: '6222-x' } } },
}))
const resubmit = (caseId: string, payoutNo: number) => bench.accepted(bench.resubmit(caseId, payoutNo))
const statusesOf = async (caseId: string) => Object.values((await bench.caseOf(caseId)).payouts).map(({ status }) => status)
const lastOf = async (caseId: string, type: string): Promise<RecordedEvent> => (await bench.historyOf(caseId)).findLast((event) => event.type === type)!

/** Somebody else asks about a payout: because of a notice, a statement, a return file. */
const askAbout = async (caseId: string, payoutNo: number) => {
  const stream = refundCaseStream('demo', caseId)
  const execution = bench.executionFor({ name: `asked-${Math.random()}`, stale: new Set<string>() } as unknown as Policy, (await bench.historyOf(caseId))[0]!)
  return askAndRecord(await loadPayout(execution, decider, stream, payoutNo), stream, execution, decider, desk)
}

describe('news that comes late or twice', () => {
  it('two parts of a refund come back in one return file with one code: both are owed again (FO10)', async () => {
    const leg = (n: number): PaymentLeg => ({ channel: 'one', reference: `two-legs-${n}`, amount: cny(5_000) })
    told.refund = { 1: succeeded(5_000), 2: succeeded(5_000) }
    const caseId = await bench.approvedCase({ legs: [leg(1), leg(2)] })
    await bench.settle()
    expect(await statusesOf(caseId)).toEqual(['confirmed', 'confirmed'])
    told.query = { 1: returned, 2: returned }
    const policy = whenTransferReturnFileReadThenAskChannel(decider, desk)
    const results = [1, 2].map((payoutNo) => ({ outRefundNo: `${caseId}-${payoutNo}`, outcome: 'returned' }))
    const event = { ...(await bench.historyOf(caseId))[0]!, stream: 'transferBatch-demo.b', data: { results } } as unknown as RecordedEvent
    await policy.effect(event, bench.executionFor(policy, event))
    expect(await statusesOf(caseId)).toEqual(['returned', 'returned'])
    expect((await bench.historyOf(caseId)).filter(({ type }) => type === PayoutReturned.type)).toHaveLength(2)
  })

  it('an old answer says nothing about a payout that waits to be sent again with corrected details', async () => {
    told.refund = { 1: wrongName }
    told.query = { 1: wrongName }
    const caseId = await bench.approvedCase({ channel: 'one' })
    await bench.settle()
    await correct(caseId, 1, 'one')
    await resubmit(caseId, 1)
    await askAbout(caseId, 1)
    expect(await statusesOf(caseId)).toEqual(['requested'])
    told.refund = { 1: succeeded(10_000) }
    await bench.settle()
    expect(await statusesOf(caseId)).toEqual(['confirmed'])
    expect(sent).toHaveLength(2)
  })

  describe('of a payout that waits for people in the queue of its channel', () => {
    const waiting = async (): Promise<string> => {
      Object.assign(told, { refund: { 1: queued }, query: { 1: inQueue } })
      const caseId = await bench.approvedCase({ channel: 'one' })
      await bench.settle()
      expect((await bench.caseOf(caseId)).payouts[1]).toMatchObject({ status: 'requested', deferral: { cause: 'BATCH' }, deferrals: 1 })
      return caseId
    }

    it.each([
      ['that it was taken over', { outcome: 'pending', channelReference: 'R' }, 'submitted'], ['that it was paid', succeeded(10_000), 'confirmed'],
      ['that it failed', wrongName, 'failed'], ['that it came back', returned, 'returned'],
    ] as const)('%s is recorded', async (_, said, status) => {
      const caseId = await waiting()
      told.query = { 1: said }
      await askAbout(caseId, 1)
      expect(await statusesOf(caseId)).toEqual([status])
    })

    it('that it waits still is no news, and holds up no question about another', async () => {
      const caseId = await waiting()
      const answer = await askAbout(caseId, 1)
      expect(answer).toMatchObject({ outcome: 'deferred', cause: 'BATCH' })
      expect(() => mustSay(answer)).not.toThrow()
      expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutDeferred'])
    })

    it('the ladder asks and does not send again; while nobody can say more it waits', async () => {
      const caseId = await waiting()
      for (const said of [inQueue, silence, inQueue]) {
        told.query = { 1: said }
        await bench.later(60_000)
      }
      expect((await bench.caseOf(caseId)).payouts[1]).toMatchObject({ status: 'requested', deferral: { cause: 'BATCH' }, deferrals: 4 })
      told.query = { 1: { outcome: 'pending', channelReference: 'R' } }
      await bench.later(60_000)
      expect(await statusesOf(caseId)).toEqual(['submitted'])
      expect(sent).toHaveLength(1)
    })
  })

  it('the channel paid under the first number after all while the second was under way, which then failed: the case is paid under the first, and once', async () => {
    told.refund = { 1: closedAccount, 2: { outcome: 'accepted', channelReference: 'R-2' } }
    const caseId = await bench.approvedCase({ channel: 'one' })
    await bench.settle()
    await correct(caseId, 1, 'other')
    await resubmit(caseId, 1)
    await bench.settle()
    expect(await statusesOf(caseId)).toEqual(['failed', 'submitted'])
    told.query = { 1: succeeded(10_000), 2: wrongName }
    await askAbout(caseId, 1)
    await askAbout(caseId, 2)
    expect(await statusesOf(caseId)).toEqual(['surplus', 'failed'])
    await correct(caseId, 2, 'other')
    await resubmit(caseId, 2)
    await bench.settle()
    expect(await statusesOf(caseId)).toEqual(['confirmed', 'failed'])
    expect((await lastOf(caseId, PayoutConfirmed.type)).data).toMatchObject({ payoutNo: 1, insteadOf: 2 })
    expect(sent.map(numberOf)).toEqual(['1', '2'])
  })

  it.each([
    ['in the queue of its channel: it is taken out, and the case is paid under the first, and once (LS10)', inQueue, ['confirmed', 'failed']],
    ['in a file, which may leave: what left under the first is claimed back', { outcome: 'pending', channelReference: 'R', queued: true }, ['surplus', 'requested']],
  ] as const)('the channel paid under the first number after all while the second waits %s', async (_, waits, statuses) => {
    Object.assign(told, { refund: { 1: closedAccount, 2: queued }, query: { 1: closedAccount } })
    const caseId = await bench.approvedCase({ channel: 'one' })
    await bench.settle()
    await correct(caseId, 1, 'other')
    await resubmit(caseId, 1)
    await bench.settle()
    expect((await bench.caseOf(caseId)).payouts[2]).toMatchObject({ status: 'requested', deferral: { cause: 'BATCH' } })
    told.query = { 1: succeeded(10_000), 2: waits }
    await askAbout(caseId, 1)
    await bench.settle()
    expect(await statusesOf(caseId)).toEqual(statuses)
    // So that no other spec has it on its ladder.
    told.query = { 2: closedAccount }
    await askAbout(caseId, 2)
  })

  it('a process that stood still while its payout failed and was replaced sends nothing any more (LS10)', async () => {
    told.refund = { 1: closedAccount, 2: { outcome: 'accepted', channelReference: 'R-2' } }
    const caseId = await bench.approvedCase({ channel: 'one' })
    await bench.only('when-refund-approved-then-request-payout', caseId)
    const stale = await loadPayout(bench.executionFor(bench.policy('when-payout-requested-then-send-to-channel'), (await bench.historyOf(caseId))[0]!), decider, refundCaseStream('demo', caseId), 1)
    await bench.settle()
    await correct(caseId, 1, 'other')
    await resubmit(caseId, 1)
    await bench.settle()
    expect(await statusesOf(caseId)).toEqual(['failed', 'submitted'])
    const execution = bench.executionFor(bench.policy('when-payout-requested-then-send-to-channel'), await lastOf(caseId, PayoutRequested.type))
    await expect(desk.send(stale, execution)).rejects.toThrow('PayoutReplaced')
    expect(sent.map(numberOf)).toEqual(['1', '2'])
    told.query = { 2: closedAccount }
    await askAbout(caseId, 2)
  })

  it('money that was claimed back and comes back is recorded, and paid to nobody again', async () => {
    told.refund = { 1: closedAccount, 2: succeeded(10_000) }
    const caseId = await bench.approvedCase({ channel: 'one' })
    await bench.settle()
    await correct(caseId, 1, 'other')
    await resubmit(caseId, 1)
    await bench.settle()
    told.query = { 1: succeeded(10_000) }
    await askAbout(caseId, 1)
    told.query = { 1: returned }
    for (const _ of [1, 2]) await askAbout(caseId, 1)
    expect(await statusesOf(caseId)).toEqual(['recovered', 'confirmed'])
    expect((await lastOf(caseId, 'ClawbackSettled')).data).toEqual({ payoutNo: 1, code: 'TRANSFER_RETURNED', returnedAt: SETTLED })
  })

  it('money that came back by what somebody said is not paid again while the channel says that it arrived', async () => {
    told.refund = { 1: succeeded(10_000), 2: succeeded(10_000) }
    const caseId = await bench.approvedCase({ channel: 'one' })
    await bench.settle()
    await bench.accepted(bench.send(people.maker, caseId, { type: 'RecordPayoutReturned', payoutNo: 1, code: 'TRANSFER_RETURNED', returnedAt: SETTLED }))
    await bench.settle()
    await correct(caseId, 1, 'other')
    await resubmit(caseId, 1)
    told.query = { 1: succeeded(10_000) }
    await bench.settle()
    expect(await statusesOf(caseId)).toEqual(['returned', 'unknown'])
    expect(sent.map(numberOf)).toEqual(['1'])
    told.query = { 1: returned }
    await bench.later(60_000)
    expect(await statusesOf(caseId)).toEqual(['returned', 'confirmed'])
    expect(sent.map(numberOf)).toEqual(['1', '2'])
  })

  it('money that waited at the channel, of which it says now that it knows nothing, is asked about and not sent anew', async () => {
    Object.assign(told, { refund: { 1: { outcome: 'accepted', channelReference: 'R' } }, query: { 1: { outcome: 'abnormal', channelReference: 'R', ...failureOf('PAYEE_UNREACHABLE') } } })
    const caseId = await bench.approvedCase({ channel: 'one' })
    await bench.settle()
    await askAbout(caseId, 1)
    await correct(caseId, 1, 'one')
    await resubmit(caseId, 1)
    Object.assign(told, { refund: { 1: silence }, query: {} })
    await bench.settle()
    await bench.later(60_000)
    expect(await statusesOf(caseId)).toEqual(['unknown'])
    expect(sent).toHaveLength(2)
    told.query = { 1: succeeded(10_000) }
    await askAbout(caseId, 1)
    expect(await statusesOf(caseId)).toEqual(['confirmed'])
  })

  it('what was paid under the earlier number is asked about until the channel says so', async () => {
    told.refund = { 1: closedAccount }
    const caseId = await bench.approvedCase({ channel: 'one' })
    await bench.settle()
    await correct(caseId, 1, 'other')
    await resubmit(caseId, 1)
    told.query = { 1: succeeded(10_000) }
    await bench.only('when-payout-requested-then-send-to-channel', caseId)
    const requested = await lastOf(caseId, PayoutRequested.type)
    const send = bench.policy('when-payout-requested-then-send-to-channel')
    await send.effect(requested, bench.executionFor(send, requested))
    const failed = await lastOf(caseId, 'PayoutFailed')
    expect(failed.data).toMatchObject({ payoutNo: 2, code: 'EARLIER_NUMBER_PAID' })
    const policy = bench.policy('when-payout-failed-then-record-earlier-number')
    told.query = { 1: silence }
    await expect(policy.effect(failed, bench.executionFor(policy, failed))).rejects.toThrow(TryAgainLater)
    told.query = { 1: succeeded(10_000) }
    await bench.settle()
    expect(await statusesOf(caseId)).toEqual(['confirmed', 'failed'])
  })

  it('a question that the channel answers with nonsense, perhaps for ever, is held for operators and holds up no other; one that is lost is asked until it is answered', () => {
    const unknown = (why: UnknownReason) => () => mustSay({ outcome: 'unknown', why, detail: 'd' })
    for (const why of ['timeout', 'server-error', 'connection-lost'] as const) expect(unknown(why)).toThrow(TryAgainLater)
    for (const why of ['unreadable-answer', 'unverified-answer'] as const) expect(unknown(why)).not.toThrow(TryAgainLater)
    for (const why of ['unreadable-answer', 'unverified-answer'] as const) expect(unknown(why)).toThrow(why)
    expect(() => mustSay({ outcome: 'deferred', cause: 'QUOTA', until: SETTLED })).toThrow(TryAgainLater)
    expect(() => mustSay({ outcome: 'not-found' })).not.toThrow()
  })

  it.each(['CHANNEL_NOT_AVAILABLE', 'PAYEE_MISSING'])('money may have left through a channel that was taken away before that was recorded, and we said only %s: nothing is sent through another', async (code) => {
    const caseId = await bench.approvedCase({ channel: 'one' })
    await bench.only('when-refund-approved-then-request-payout', caseId)
    const { orderId } = await bench.caseOf(caseId)
    const { paymentLegs: [leg] } = await bench.orderOf(caseId)
    await bench.toOrder(orderId, { type: 'TakePayoutTurn', caseId, payoutNo: 1, channel: 'one', reference: leg!.reference, at: bench.now, rules: { minimumSpacing_ms: 0, maxRefunds: null, window_days: null } })
    await bench.accepted(bench.send(people.service, caseId, { type: 'RecordPayoutFailed', payoutNo: 1, code, correctable: false }))
    await correct(caseId, 1, 'other')
    await resubmit(caseId, 1)
    const execution = bench.executionFor(bench.policy('when-payout-requested-then-send-to-channel'), await lastOf(caseId, PayoutRequested.type))
    const payout = await loadPayout(execution, decider, refundCaseStream('demo', caseId), 2)
    expect(await deskOver([channels[1]!]).send(payout, execution)).toMatchObject({ code: 'EARLIER_NUMBER_ALIVE' })
    expect(sent).toEqual([])
  })
})
