import { hostname } from 'node:os'
import { channelSwitchEvents } from '@recourse/channel-switch'
import { eventFlowMigrations, Leases, quarantineEvents, systemTiming, type LeaseBook, type Timing } from '@recourse/event-flow'
import { eventStoreMigrations, type AggregateStore, type EventCodec } from '@recourse/event-store'
import { indexEvents, type Clock } from '@recourse/kernel'
import { orderEvents } from '@recourse/order'
import { bankTransferMigrations, type PaymentChannel } from '@recourse/payment-channels'
import { readSettings, type Infrastructure, type ServiceDefinition, type ServiceParts } from '@recourse/platform'
import { loadCalendar, loadPolicyPacks, loadRates, PackCatalogue, policyPackEvents } from '@recourse/policy'
import { reconciliationEvents } from '@recourse/reconciliation'
import { refundCaseDecider, refundCaseEvents } from '@recourse/refund-case'
import { transferBatchEvents } from '@recourse/transfer-batch'
import type { Pool } from 'pg'
import { z } from 'zod'
import { ChannelDesk } from './channel-desk.js'
import { ChannelMetrics } from './channel-metrics.js'
import { ChannelTenants } from './channel-tenants.js'
import type { RefundCaseDecider } from './domain.js'
import { warnOfMissingRate } from './missing-rate.js'
import { channelNoticeMigrations } from './notices/migrations.js'
import { NoticeInbox } from './notices/notice-inbox.js'
import { NoticeRunner, type NoticeGround } from './notices/notice-runner.js'
import { OpenChannels } from './open-channels.js'
import { PayoutModule } from './payout.module.js'
import { payoutDeadlines } from './react/payout-deadlines.js'
import { whenChannelResumedThenSendWhatWaited } from './react/when-channel-resumed-then-send-what-waited.policy.js'
import { whenClawbackRequestedThenWithdrawReplacement } from './react/when-clawback-requested-then-withdraw-replacement.policy.js'
import { whenPayoutConfirmedThenAccrueLateInterest } from './react/when-payout-confirmed-then-accrue-late-interest.policy.js'
import { whenPayoutConfirmedThenRequestNextPart } from './react/when-payout-confirmed-then-request-next-part.policy.js'
import { whenPayoutConfirmedThenSettleOnOrder } from './react/when-payout-confirmed-then-settle-on-order.policy.js'
import { whenPayoutFailedThenRecordEarlierNumber } from './react/when-payout-failed-then-record-earlier-number.policy.js'
import { whenPayoutRequestedThenSendToChannel } from './react/when-payout-requested-then-send-to-channel.policy.js'
import { whenPayoutReturnedThenReverseSettlement } from './react/when-payout-returned-then-reverse-settlement.policy.js'
import { whenReceiptDisputedThenAskChannel } from './react/when-receipt-disputed-then-ask-channel.policy.js'
import { whenReconciliationDifferenceFoundThenAskChannel } from './react/when-reconciliation-difference-found-then-ask-channel.policy.js'
import { whenReconciliationDifferenceResolvedThenRecordOnCase } from './react/when-reconciliation-difference-resolved-then-record-on-case.policy.js'
import { whenRefundApprovedThenRequestPayout } from './react/when-refund-approved-then-request-payout.policy.js'
import { PayoutRow } from './read/payouts/payout.entity.js'
import { payoutProjection } from './read/payouts/payout.projection.js'
import { findPayoutIn, type FindPayout } from './read/sendings/find-payout.js'
import { heldBackIn, type FindHeldBack } from './read/sendings/held-back.js'
import { payoutSendingProjection } from './read/sendings/payout-sending.projection.js'
import { withReconciliation } from './reconciliation/with-reconciliation.js'
import { withTransfers } from './transfers/with-transfers.js'

const Settings = z.object({ POLICY_PACKS_DIR: z.string().optional(), CALENDARS_DIR: z.string().optional() })

/** The service without its adapters: `main.ts` and the specs choose the event store and the payment channels. */
export const payout = (
  channels: (infrastructure: Infrastructure) => Promise<readonly PaymentChannel[]>, timing: Timing = systemTiming,
): Omit<ServiceDefinition, 'openEventStore'> => ({
  name: 'payout',
  description: 'Money back through payment channels: intents, outcomes, unknown outcomes, corrections, receipts.',
  catalogue: indexEvents(refundCaseEvents, orderEvents, channelSwitchEvents, reconciliationEvents, transferBatchEvents, policyPackEvents, quarantineEvents),
  migrations: [...eventStoreMigrations, ...eventFlowMigrations, ...channelNoticeMigrations, ...bankTransferMigrations],
  open: async (infrastructure) => {
    warnOfMissingRate(loadRates(), infrastructure.clock, infrastructure.logger)
    const given = await channels(infrastructure)
    const workings = workingsOver(infrastructure, given, timing)
    const parts = withReconciliation(withChannelControl(partsOf(workings), infrastructure, workings, tablesIn(infrastructure.pool), timing), infrastructure, workings)
    return withTransfers(parts, infrastructure, workings, given, timing)
  },
})

export interface PayoutGround {
  /** Opens payees. */
  readonly codec: Pick<EventCodec, 'open'>
  /** Where published packs are read. */
  readonly aggregates: AggregateStore
  readonly clock: Clock
}

/** What everything in this service works with. */
export interface Workings {
  readonly decider: RefundCaseDecider
  readonly channels: OpenChannels
  readonly metrics: ChannelMetrics
  readonly desk: ChannelDesk
}

const workingsOver = ({ codec, aggregates, clock }: PayoutGround, channels: readonly PaymentChannel[], timing: Timing): Workings => {
  const settings = readSettings(process.env, Settings)
  const packs = new PackCatalogue(loadPolicyPacks(settings.POLICY_PACKS_DIR), aggregates)
  const opened = new OpenChannels(channels, timing, ChannelTenants.readFrom(process.env, channels.map(({ name }) => name)))
  const metrics = new ChannelMetrics(opened)
  return {
    decider: refundCaseDecider(packs, loadCalendar(settings.CALENDARS_DIR)), channels: opened, metrics, desk: new ChannelDesk(opened, codec, metrics, clock),
  }
}

/** What runs over the given channels. */
export const partsOver = (ground: PayoutGround, channels: readonly PaymentChannel[], timing: Timing = systemTiming): ServiceParts =>
  partsOf(workingsOver(ground, channels, timing))

/** With what channels say by themselves, and what their switches held back. */
export const partsOverTables = (ground: PayoutGround & ControlGround, tables: PayoutTables, channels: readonly PaymentChannel[], timing: Timing): ServiceParts => {
  const workings = workingsOver(ground, channels, timing)
  return withChannelControl(partsOf(workings), ground, workings, tables, timing)
}

const partsOf = (workings: Workings): ServiceParts => {
  const { decider, desk, channels } = workings
  return {
    module: PayoutModule.register(workings),
    entities: [PayoutRow],
    projections: [payoutProjection, payoutSendingProjection],
    policies: [
      whenRefundApprovedThenRequestPayout(decider, channels), whenPayoutConfirmedThenRequestNextPart(decider, channels),
      whenPayoutConfirmedThenAccrueLateInterest(decider, loadRates()), whenPayoutRequestedThenSendToChannel(decider, desk), whenPayoutConfirmedThenSettleOnOrder(decider),
      whenPayoutReturnedThenReverseSettlement(decider), whenPayoutFailedThenRecordEarlierNumber(decider, desk), whenClawbackRequestedThenWithdrawReplacement(decider, desk),
      whenReceiptDisputedThenAskChannel(decider, desk),
      whenReconciliationDifferenceFoundThenAskChannel(decider, desk), whenReconciliationDifferenceResolvedThenRecordOnCase(decider),
    ],
    deadlines: [payoutDeadlines(decider, desk)],
  }
}

/** What is kept beside the log. */
export interface PayoutTables {
  readonly findHeldBack: FindHeldBack
  readonly findPayout: FindPayout
  readonly inbox: NoticeGround['inbox']
  readonly leases: LeaseBook
}

const tablesIn = (pool: Pool): PayoutTables =>
  ({ findHeldBack: heldBackIn(pool), findPayout: findPayoutIn(pool), inbox: new NoticeInbox(pool), leases: new Leases(pool, `${hostname()}/${process.pid}`) })

/** Channels that call back, and channels that may send again. */
const withChannelControl = (
  parts: ServiceParts, { store, aggregates, clock, logger }: ControlGround, { decider, desk }: Workings, { findHeldBack, ...tables }: PayoutTables, timing: Timing,
): ServiceParts => {
  const onError = (error: Error): void => logger.warn({ error: error.message }, 'a notice of a payment channel could not be handled; it is tried again')
  return {
    ...parts,
    policies: [...(parts.policies ?? []), whenChannelResumedThenSendWhatWaited(decider, desk, findHeldBack)],
    runners: [...(parts.runners ?? []), new NoticeRunner({ ...tables, store, aggregates, clock, decider, desk, timing, onError })],
  }
}

type ControlGround = Pick<Infrastructure, 'store' | 'aggregates' | 'clock' | 'logger'>
