import { millisecondsBetween, sameMoney, type Instant } from '@recourse/kernel'
import type { LedgerPayment, LedgerRefund } from '../../sandbox-kit/refund-ledger.js'
import type { RefundBody, WechatRefundStatus } from '../wire.js'
import { refusals, type Refusal } from './refusals.js'

const DAY_MS = 86_400_000
const WINDOW_DAYS = 365
const REFUNDS_PER_PAYMENT = 50
const SPACING_MS = 60_000

export type Refund = LedgerRefund<WechatRefundStatus>

export interface RefundFacts {
  readonly payment: LedgerPayment
  /** The refund that this number was used for before. */
  readonly known: Refund | undefined
  /** The other refunds of this payment. */
  readonly others: readonly Refund[]
  readonly now: Instant
}

/** WeChat Pay's own rules, in one place: `repeat` answers what is known of the number. */
export const decideRefund = ({ payment, known, others, now }: RefundFacts, { transaction_id, amount }: RefundBody): 'record' | 'repeat' | Refusal => {
  const wanted = { minor: amount.refund, currency: amount.currency }
  const total = { minor: amount.total, currency: amount.currency }
  if (known && (known.paymentReference !== transaction_id || !sameMoney(known.amount, wanted))) return refusals.numberReused
  if (!sameMoney(payment.paid, total)) return refusals.totalDiffers
  if (known) return 'repeat'
  if (millisecondsBetween(payment.paidAt, now) > WINDOW_DAYS * DAY_MS) return refusals.tooOld
  if (others.some(({ createdAt }) => millisecondsBetween(createdAt, now) < SPACING_MS)) return refusals.tooSoon
  const committed = others.filter(({ status }) => status !== 'CLOSED').reduce((sum, { amount: { minor } }) => sum + minor, 0)
  if (committed === total.minor) return refusals.allRefunded
  if (committed + wanted.minor > total.minor) return refusals.abovePaid
  return others.length >= REFUNDS_PER_PAYMENT ? refusals.tooMany : 'record'
}
