import { money, type Money } from '@recourse/kernel'
import type { PaymentLeg } from './events/index.js'
import type { Claim, RecordedOrder } from './state.js'

/** What a claim has settled over one payment; over none, when the settlement named none (it is older than the splitting of refunds). */
export const settledOver_minor = (claim: Claim, reference: string | undefined): number =>
  Object.values(claim.payouts).reduce((sum, payout) => sum + (!payout.reversed && payout.reference === reference ? payout.amount_minor : 0), 0)

/**
 * How an amount is split over the order's payments: in the order of payment, as much over each as all other cases have left of it.
 * Undefined when they have not left enough.
 */
export const planOf = (order: RecordedOrder, caseId: string, amount: Money): readonly PaymentLeg[] | undefined => {
  let missing_minor = amount.minor
  const parts: PaymentLeg[] = []
  for (const { channel, reference, rest_minor } of legsLeft(order, caseId)) {
    const part_minor = Math.min(missing_minor, rest_minor)
    if (part_minor > 0) parts.push({ channel, reference, amount: money(part_minor, amount.currency) })
    missing_minor -= part_minor
  }
  return missing_minor === 0 ? parts : undefined
}

const legsLeft = (order: RecordedOrder, caseId: string) => {
  const others = Object.entries(order.claims).filter(([id]) => id !== caseId).map(([, claim]) => claim)
  return order.paymentLegs.map(({ channel, reference, amount }) => ({
    channel, reference, rest_minor: Math.max(0, amount.minor - others.reduce((sum, claim) => sum + takenOf_minor(order, claim, reference), 0)),
  }))
}

/** Allocated parts count whole, paid or not. */
const takenOf_minor = (order: RecordedOrder, claim: Claim, reference: string): number =>
  claim.parts.reduce((sum, part) => sum + (part.reference === reference ? part.amount.minor : 0), 0) + settledBefore_minor(order, claim, reference)

/** Before refunds were split, each went over the first payment that covered it. */
const settledBefore_minor = ({ paymentLegs }: RecordedOrder, { payouts }: Claim, reference: string): number => {
  const old = Object.values(payouts).filter((payout) => !payout.reversed && payout.reference === undefined)
  const isHere = (minor: number): boolean => paymentLegs.find(({ amount }) => amount.minor >= minor)?.reference === reference
  return old.reduce((sum, { amount_minor }) => sum + (isHere(amount_minor) ? amount_minor : 0), 0)
}

/** A reservation that shrinks frees what is not settled, from the end of the plan. */
export const partsWithin = (claim: Claim): readonly PaymentLeg[] => {
  let left_minor = claim.reserved_minor
  return claim.parts.flatMap((part) => {
    const settled_minor = settledOver_minor(claim, part.reference)
    const open_minor = Math.min(left_minor, Math.max(0, part.amount.minor - settled_minor))
    left_minor -= open_minor
    return settled_minor + open_minor > 0 ? [{ ...part, amount: money(settled_minor + open_minor, part.amount.currency) }] : []
  })
}
