import { expect, it } from '@jest/globals'
import { systemTiming, type Execution } from '@recourse/event-flow'
import { money } from '@recourse/kernel'
import type { OpenedCase, Payout } from '@recourse/refund-case'
import { ChannelDesk } from './channel-desk.js'
import { ChannelMetrics } from './channel-metrics.js'
import { OpenChannels } from './open-channels.js'
import type { PayoutInHand } from './payout-in-hand.js'

const amount = money(500, 'CNY')

/** Sends a payout by a desk that has no channel at all. */
const sent = (payout: Partial<Payout>) => {
  const channels = new OpenChannels([], systemTiming)
  const desk = new ChannelDesk(channels, { open: async () => undefined }, new ChannelMetrics(channels), { now: () => '2026-11-22T08:00:00.000Z' })
  const state = { caseId: 'c-1', requested: amount, approved: amount, payouts: { 1: { amount, channel: 'alipay', outRefundNo: 'c-1-1', status: 'requested', ...payout } } }
  return desk.send({ state: state as unknown as OpenedCase, events: [], order: {}, payoutNo: 1 } as unknown as PayoutInHand, {} as Execution)
}

it('says that a payout failed whose channel this installation does not have', async () => {
  expect(await sent({})).toMatchObject({ outcome: 'failed', code: 'CHANNEL_NOT_AVAILABLE' })
})

it('says that nothing is known of money that waits at a channel which was taken away: as failed it would be replaced by a number that can never be sent', async () => {
  expect(await sent({ waits: true })).toMatchObject({ outcome: 'unknown', why: 'connection-lost' })
})
