import { quarantineEvents } from '@recourse/event-flow'
import { indexEvents } from '@recourse/kernel'
import { orderEvents } from '@recourse/order'
import type { PaymentChannel } from '@recourse/payment-channels'
import type { Infrastructure, ServiceParts } from '@recourse/platform'
import { loadCalendar, loadPolicyPacks } from '@recourse/policy'
import { refundCaseDecider, refundCaseEvents } from '@recourse/refund-case'
import { ChannelDesk } from './channel-desk.js'
import { PayoutAnswers } from './payout-answers.js'
import { PayoutModule } from './payout.module.js'
import { payoutDeadlines } from './react/payout-deadlines.js'
import { whenPayoutConfirmedThenSettleOnOrder } from './react/when-payout-confirmed-then-settle-on-order.policy.js'
import { whenPayoutRequestedThenSendToChannel } from './react/when-payout-requested-then-send-to-channel.policy.js'
import { whenPayoutReturnedThenReverseSettlement } from './react/when-payout-returned-then-reverse-settlement.policy.js'
import { whenReceiptDisputedThenAskChannel } from './react/when-receipt-disputed-then-ask-channel.policy.js'
import { whenRefundApprovedThenRequestPayout } from './react/when-refund-approved-then-request-payout.policy.js'
import { PayoutRow } from './read/payouts/payout.entity.js'
import { payoutProjection } from './read/payouts/payout.projection.js'

export interface PayoutOptions {
  readonly packsDirectory?: string | undefined
  readonly channels: readonly PaymentChannel[]
}

/** Every event that this service meets. */
export const catalogue = indexEvents(refundCaseEvents, orderEvents, quarantineEvents)

/** The service without its adapters: `main.ts` chooses those, and so do specs. */
export const partsOf = ({ codec }: Pick<Infrastructure, 'codec'>, { packsDirectory, channels }: PayoutOptions): ServiceParts => {
  const decider = refundCaseDecider(loadPolicyPacks(packsDirectory), loadCalendar())
  const answers = new PayoutAnswers()
  const desk = new ChannelDesk(channels, codec, answers)
  return {
    module: PayoutModule.register({ decider, answers }),
    entities: [PayoutRow],
    projections: [payoutProjection],
    policies: [
      whenRefundApprovedThenRequestPayout(decider), whenPayoutRequestedThenSendToChannel(decider, desk), whenPayoutConfirmedThenSettleOnOrder(decider),
      whenPayoutReturnedThenReverseSettlement(decider), whenReceiptDisputedThenAskChannel(decider, desk),
    ],
    deadlines: [payoutDeadlines(decider, desk)],
  }
}
