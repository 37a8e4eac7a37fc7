import { channelSwitchEvents } from '@recourse/channel-switch'
import { eventFlowMigrations, quarantineEvents, systemTiming, type Timing } from '@recourse/event-flow'
import { eventStoreMigrations, type AggregateStore, type EventCodec } from '@recourse/event-store'
import { indexEvents, type Clock } from '@recourse/kernel'
import { orderEvents } from '@recourse/order'
import type { PaymentChannel } from '@recourse/payment-channels'
import { readSettings, type Infrastructure, type ServiceDefinition, type ServiceParts } from '@recourse/platform'
import { loadCalendar, loadPolicyPacks, PackCatalogue, policyPackEvents } from '@recourse/policy'
import { refundCaseDecider, refundCaseEvents } from '@recourse/refund-case'
import { z } from 'zod'
import { ChannelDesk } from './channel-desk.js'
import { ChannelMetrics } from './channel-metrics.js'
import { OpenChannels } from './open-channels.js'
import { PayoutModule } from './payout.module.js'
import { payoutDeadlines } from './react/payout-deadlines.js'
import { whenPayoutConfirmedThenSettleOnOrder } from './react/when-payout-confirmed-then-settle-on-order.policy.js'
import { whenPayoutRequestedThenSendToChannel } from './react/when-payout-requested-then-send-to-channel.policy.js'
import { whenPayoutReturnedThenReverseSettlement } from './react/when-payout-returned-then-reverse-settlement.policy.js'
import { whenReceiptDisputedThenAskChannel } from './react/when-receipt-disputed-then-ask-channel.policy.js'
import { whenRefundApprovedThenRequestPayout } from './react/when-refund-approved-then-request-payout.policy.js'
import { PayoutRow } from './read/payouts/payout.entity.js'
import { payoutProjection } from './read/payouts/payout.projection.js'

const Settings = z.object({ POLICY_PACKS_DIR: z.string().optional(), CALENDARS_DIR: z.string().optional() })

/** The service without its adapters: `main.ts` and the specs choose the event store and the payment channels. */
export const payout = (channels: (infrastructure: Infrastructure) => Promise<readonly PaymentChannel[]>): Omit<ServiceDefinition, 'openEventStore'> => ({
  name: 'payout',
  description: 'Money back through payment channels: intents, outcomes, unknown outcomes, corrections, receipts.',
  catalogue: indexEvents(refundCaseEvents, orderEvents, channelSwitchEvents, policyPackEvents, quarantineEvents),
  migrations: [...eventStoreMigrations, ...eventFlowMigrations],
  open: async (infrastructure) => partsOver(infrastructure, await channels(infrastructure)),
})

export interface PayoutGround {
  /** Opens payees. */
  readonly codec: Pick<EventCodec, 'open'>
  /** Where published packs are read. */
  readonly aggregates: AggregateStore
  readonly clock: Clock
}

/** What runs over the given channels. */
export const partsOver = ({ codec, aggregates, clock }: PayoutGround, channels: readonly PaymentChannel[], timing: Timing = systemTiming): ServiceParts => {
  const settings = readSettings(process.env, Settings)
  const packs = new PackCatalogue(loadPolicyPacks(settings.POLICY_PACKS_DIR), aggregates)
  const decider = refundCaseDecider(packs, loadCalendar(settings.CALENDARS_DIR))
  const opened = new OpenChannels(channels, timing)
  const metrics = new ChannelMetrics(opened)
  const desk = new ChannelDesk(opened, codec, metrics, clock)
  return {
    module: PayoutModule.register({ decider, channels: opened, metrics }),
    entities: [PayoutRow],
    projections: [payoutProjection],
    policies: [
      whenRefundApprovedThenRequestPayout(decider), whenPayoutRequestedThenSendToChannel(decider, desk), whenPayoutConfirmedThenSettleOnOrder(decider),
      whenPayoutReturnedThenReverseSettlement(decider), whenReceiptDisputedThenAskChannel(decider, desk),
    ],
    deadlines: [payoutDeadlines(decider, desk)],
  }
}
