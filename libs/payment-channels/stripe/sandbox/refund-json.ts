import { stripeAmountOf } from '../amounts.js'
import { isPaymentIntent, OUT_REFUND_NO, PAYMENT_REFERENCE, secondsOf, type refundStatuses } from '../wire.js'
import type { Movement, RefundRecord } from './ledger.js'

type Status = (typeof refundStatuses)[number]

const paymentOf = (reference: string): object => isPaymentIntent(reference)
  ? { charge: `ch_of_${reference}`, payment_intent: reference }
  : { charge: reference, payment_intent: null }

/** A refund as Stripe shows it; `balance_transaction` and `failure_balance_transaction` as ids, or whole where that was asked for. */
export const refundJson = (record: RefundRecord, isWhole: (field: string) => boolean = () => false): object => {
  const { refund, outRefundNo, movements } = record
  const shown = (field: string, direction: Movement['direction']): object => {
    const moved = movements.find((movement) => movement.direction === direction)
    if (!moved) return direction === 'out' ? { [field]: null } : {}
    return { [field]: isWhole(field) ? { ...balanceTransactionJson(record, moved), source: refund.channelReference } : balanceTransactionId(moved) }
  }
  return {
    id: refund.channelReference,
    object: 'refund',
    amount: stripeAmountOf(refund.amount),
    ...shown('balance_transaction', 'out'),
    ...paymentOf(refund.paymentReference),
    created: secondsOf(refund.createdAt),
    currency: refund.amount.currency.toLowerCase(),
    ...(refund.status === 'failed' && { failure_reason: refund.failureCode }),
    ...shown('failure_balance_transaction', 'back'),
    metadata: outRefundNo === undefined ? {} : { [OUT_REFUND_NO]: outRefundNo, [PAYMENT_REFERENCE]: refund.paymentReference },
    ...(refund.status === 'pending' && { pending_reason: refund.failureCode === 'insufficient_funds' ? 'insufficient_funds' : 'processing' }),
    reason: null,
    receipt_number: null,
    status: (refund.status === 'succeeded-for-now' ? 'succeeded' : refund.status) satisfies Status,
  }
}

const balanceTransactionId = ({ seq }: Movement): string => `txn_${seq}`

/** A movement of the merchant's balance; `source` is the refund behind it. */
export const balanceTransactionJson = (record: RefundRecord, moved: Movement): object => {
  const { amount, channelReference } = record.refund
  const isOut = moved.direction === 'out'
  return {
    id: balanceTransactionId(moved),
    object: 'balance_transaction',
    amount: (isOut ? -1 : 1) * stripeAmountOf(amount),
    net: (isOut ? -1 : 1) * stripeAmountOf(amount),
    fee: 0,
    created: secondsOf(moved.at),
    currency: amount.currency.toLowerCase(),
    source: channelReference,
    status: 'available',
    type: isOut ? 'refund' : 'refund_failure',
    reporting_category: isOut ? 'refund' : 'refund_failure',
  }
}

/** A page of one of Stripe's lists, the newest first. */
export const pageJson = (url: string, all: readonly { readonly id: string }[], params: URLSearchParams): object | undefined => {
  const limit = Number(params.get('limit') ?? '10')
  const after = params.get('starting_after')
  const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1
  if (!(limit >= 1 && limit <= 100) || (after !== null && start === 0)) return undefined
  return { object: 'list', url, has_more: start + limit < all.length, data: all.slice(start, start + limit) }
}
