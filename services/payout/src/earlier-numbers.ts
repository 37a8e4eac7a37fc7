import { turnsOf, type RecordedOrder } from '@recourse/order'
import { lastReplacementOf, openPayoutNo, PayoutFailed, type OpenedCase, type Payout, type PayoutStatus } from '@recourse/refund-case'
import { isOurOwnWord } from './causes.js'
import { legOf } from './payment-leg.js'
import type { PayoutInHand } from './payout-in-hand.js'

/** Numbers in one of these statuses that were replaced, one after the other, until this one. */
export const numbersReplacedBy = (state: OpenedCase, payoutNo: number, statuses: readonly PayoutStatus[]): readonly number[] =>
  Object.keys(state.payouts).map(Number).filter((earlier) =>
    earlier !== payoutNo && statuses.includes(state.payouts[earlier]!.status) && lastReplacementOf(state, earlier) === payoutNo)

/** Numbers that were taken for failed and replaced, one after the other, until this one. */
export const earlierNumbersOf = (state: OpenedCase, payoutNo: number): readonly number[] => numbersReplacedBy(state, payoutNo, ['failed', 'surplus'])

/** Whether the channel paid under a number that this one replaces, while this one is under way. */
export const isPaidEarlier = (state: OpenedCase, payoutNo: number): boolean =>
  openPayoutNo(state) === payoutNo && numbersReplacedBy(state, payoutNo, ['surplus']).length > 0

/** The channel was taken away after its turn had been taken, and only we said that the payout failed: until it is back nobody can be asked. */
export const mayHaveLeftUnseen = (inHand: PayoutInHand, payoutNo: number): boolean =>
  isFailedByOurOwnWord(inHand, payoutNo) && hasTakenTurn(inHand.order, inHand.state.payouts[payoutNo]!)

/** Only we said that it failed, before it had its turn. */
export const neverLeft = (inHand: PayoutInHand, payoutNo: number): boolean =>
  isFailedByOurOwnWord(inHand, payoutNo) && !hasTakenTurn(inHand.order, inHand.state.payouts[payoutNo]!)

/** Nothing is sent before that. */
export const hasTakenTurn = (order: RecordedOrder, payout: Payout): boolean => {
  const leg = legOf(order, payout)
  return !!leg && turnsOf(order, payout.channel, leg.reference).payouts.includes(payout.outRefundNo)
}

const isFailedByOurOwnWord = ({ events }: PayoutInHand, payoutNo: number): boolean => {
  const failure = events.findLast(({ type, data }) => type === PayoutFailed.type && (data as { payoutNo: number }).payoutNo === payoutNo)
  return isOurOwnWord((failure?.data as { code: string } | undefined)?.code)
}
