import type { z } from 'zod'
import type { StatementLine } from '../port.js'
import { moneyOf } from './amounts.js'
import { instantOf, OUT_REFUND_NO, type balanceTransaction } from './wire.js'

/** How refunds move our balance: of cards, of other ways of payment, and back again. */
export const MOVEMENT_TYPES = ['refund', 'payment_refund', 'refund_failure'] as const

/**
 * In the currency of the refund: the balance itself may be kept in another one. A refund that somebody made by hand at Stripe has no number of ours and is
 * named by Stripe's, so that reconciliation shows it.
 */
export const linesOf = (movements: readonly z.infer<typeof balanceTransaction>[]): StatementLine[] =>
  movements.map(({ type, created, source }) => ({
    kind: type === 'refund_failure' ? 'return' : 'refund',
    outRefundNo: source.metadata?.[OUT_REFUND_NO] ?? source.id,
    channelReference: source.id,
    amount: moneyOf(source.amount, source.currency),
    at: instantOf(created),
  }))
