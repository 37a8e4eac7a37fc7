import { expect, it } from '@jest/globals'
import { systemTiming, type Execution } from '@recourse/event-flow'
import { money } from '@recourse/kernel'
import type { PaymentChannel } from '@recourse/payment-channels'
import type { OpenedCase, Payout } from '@recourse/refund-case'
import { ChannelDesk } from './channel-desk.js'
import { ChannelMetrics } from './channel-metrics.js'
import { ChannelTenants } from './channel-tenants.js'
import { OpenChannels } from './open-channels.js'
import type { PayoutInHand } from './payout-in-hand.js'

const amount = money(500, 'CNY')

const rules = { minimumSpacing_ms: 0, maxRefundsPerPayment: null, window_days: null, statementUtcOffset_min: 480, refundsPerSecond: 1, queriesPerSecond: 1, tellsReturns: true }

const none = new OpenChannels([], systemTiming)
const forOthers = new OpenChannels([{ name: 'alipay', rules } as PaymentChannel], systemTiming, new ChannelTenants(new Map([['alipay', ['other']]])))

const sent = (payout: Partial<Payout>, channels: OpenChannels) => {
  const desk = new ChannelDesk(channels, { open: async () => undefined }, new ChannelMetrics(channels), { now: () => '2026-11-22T08:00:00.000Z' })
  const state = { caseId: 'c-1', requested: amount, approved: amount, payouts: { 1: { amount, channel: 'alipay', outRefundNo: 'c-1-1', status: 'requested', ...payout } } }
  return desk.send({ state: state as unknown as OpenedCase, events: [{ stream: 'refundCase-demo.c-1' }], order: {}, payoutNo: 1 } as unknown as PayoutInHand, {} as Execution)
}

it('says that a payout failed whose channel this installation does not have, or not for its tenant', async () => {
  expect(await sent({}, none)).toMatchObject({ outcome: 'failed', code: 'CHANNEL_NOT_AVAILABLE' })
  expect(await sent({}, forOthers)).toMatchObject({ outcome: 'failed', code: 'CHANNEL_NOT_FOR_TENANT' })
})

it('says that nothing is known of money that waits at a channel which was taken away: as failed it would be replaced by a number that can never be sent', async () => {
  for (const channels of [none, forOthers]) expect(await sent({ waits: true }, channels)).toMatchObject({ outcome: 'unknown', why: 'connection-lost' })
})
