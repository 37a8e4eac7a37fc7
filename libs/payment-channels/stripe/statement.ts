import type { StatementLine } from '../port.js'
import { moneyOf } from './amounts.js'
import { instantOf, OUT_REFUND_NO, type BalanceTransaction, type RefundMovement } from './wire.js'

/** Under which types refunds move our balance: of cards, of other ways of payment, and back again, some as an adjustment. The category says which is one. */
export const MOVEMENT_TYPES = ['refund', 'payment_refund', 'refund_failure', 'adjustment'] as const

/**
 * In the currency of the refund: the balance itself may be kept in another one. A refund that somebody made by hand at Stripe has no number of ours and is
 * named by Stripe's, so that reconciliation shows it.
 */
export const linesOf = (movements: readonly BalanceTransaction[]): StatementLine[] =>
  movements.filter((movement): movement is RefundMovement => 'source' in movement).map(({ reporting_category, created, source }) => ({
    kind: reporting_category === 'refund_failure' ? 'return' : 'refund',
    outRefundNo: source.metadata?.[OUT_REFUND_NO] ?? source.id,
    channelReference: source.id,
    amount: moneyOf(source.amount, source.currency),
    at: instantOf(created),
  }))
