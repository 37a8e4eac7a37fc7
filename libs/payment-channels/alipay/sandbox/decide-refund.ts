import { millisecondsBetween, type Instant } from '@recourse/kernel'
import type { LedgerPayment, LedgerRefund } from '../../sandbox-kit/refund-ledger.js'
import { fenOf } from '../amounts.js'
import type { RefundContent } from '../wire.js'
import { refusals, type Refusal } from './refusals.js'

const DAY_MS = 86_400_000
const SPACING_MS = 3_000

export type AlipayRefundStatus = 'PROCESSING' | 'SUCCESS' | 'FAIL'

export type Refund = LedgerRefund<AlipayRefundStatus>

export interface RefundFacts {
  readonly payment: LedgerPayment
  /** The refund that this number was used for before. */
  readonly known: Refund | undefined
  /** The other refunds of this trade. */
  readonly others: readonly Refund[]
  readonly window_days: number
  readonly now: Instant
}

/** Alipay's own rules, in one place: `repeat` changes nothing and says so. */
export const decideRefund = (
  { payment, known, others, window_days, now }: RefundFacts, { trade_no, refund_amount }: RefundContent,
): 'record' | 'repeat' | Refusal => {
  const wanted = fenOf(refund_amount)
  if (known) return known.paymentReference === trade_no && known.amount.minor === wanted ? 'repeat' : refusals.numberReused
  if (wanted === 0) return refusals.malformed
  if (millisecondsBetween(payment.paidAt, now) > window_days * DAY_MS) return refusals.tooOld
  if (others.some(({ createdAt }) => millisecondsBetween(createdAt, now) < SPACING_MS)) return refusals.tooSoon
  const committed = others.filter(({ status }) => status !== 'FAIL').reduce((sum, { amount }) => sum + amount.minor, 0)
  return committed + wanted > payment.paid.minor ? refusals.abovePaid : 'record'
}
