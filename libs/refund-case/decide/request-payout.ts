import type { Decision, Money, Refusal } from '@recourse/kernel'
import type { RequestPayout } from '../commands.js'
import { PayoutRequested } from '../events/index.js'
import { refuse } from '../refusals.js'
import { nextPayoutNo, outRefundNoOf, payableOf, pendingPayoutNo, unpaidPayoutNo, type OpenedCase } from '../state.js'
import { currencyDiffers, notIn, notPositive } from './guards.js'

/** The intent, before any channel is called: never beyond the approval, never beside a payout without outcome. */
export const requestPayout = (command: RequestPayout, state: OpenedCase): Decision => {
  const { amount, channel, paymentReference, facts } = command
  const payoutNo = nextPayoutNo(state)
  return notIn(state, 'payout')
    ?? payoutOpen(state)
    ?? (unpaidPayoutNo(state) ? refuse('CorrectionNeeded', { payoutNo: unpaidPayoutNo(state) }) : undefined)
    ?? notPositive(amount)
    ?? currencyDiffers(amount, state.requested.currency)
    ?? differsFromAgreement(command, state)
    ?? (amount.minor > payableOf(state).minor ? refuse('AmountAboveApproval', { payable: payableOf(state) }) : undefined)
    ?? notReserved(amount, facts.reserved)
    ?? [PayoutRequested({ payoutNo, outRefundNo: outRefundNoOf(state.caseId, payoutNo), amount, channel, ...overPayment(paymentReference) })]
}

export const overPayment = (paymentReference: string | undefined): { paymentReference?: string } => (paymentReference === undefined ? {} : { paymentReference })

/** What both sides signed is paid to the fen: at once, or in the parts in which the customer had paid, which add up to what was approved. */
const differsFromAgreement = ({ amount, paymentReference }: RequestPayout, { settlement }: OpenedCase): Refusal | undefined => {
  const agreed = settlement?.agreement?.amount
  return agreed === undefined || paymentReference !== undefined || agreed.minor === amount.minor ? undefined : refuse('AmountDiffersFromAgreement', { agreed })
}

/** A payout under which money may still arrive; without `except`. */
export const payoutOpen = (state: OpenedCase, except?: number): Refusal | undefined => {
  const payoutNo = pendingPayoutNo(state, except)
  return payoutNo === undefined ? undefined : refuse('PayoutOpen', { payoutNo, status: state.payouts[payoutNo]!.status })
}

export const notReserved = (amount: Money, reserved: Money): Refusal | undefined =>
  currencyDiffers(amount, reserved.currency) ?? (amount.minor > reserved.minor ? refuse('AmountAboveReservation', { reserved }) : undefined)
