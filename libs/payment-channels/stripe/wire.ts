import { addMilliseconds, type Instant } from '@recourse/kernel'
import { z } from 'zod'
import { isAmount } from './amounts.js'

/** Seconds since 1970, as Stripe writes every time. */
const time = z.number().int().nonnegative().max(253_402_300_799)
const id = z.string().min(1).max(255)
const amount = z.number().int().nonnegative()
const currency = z.string().regex(/^[a-z]{3}$/)

/** The names under which a refund of ours carries its number and its payment: what finds it again when Stripe has forgotten the idempotency key. */
export const OUT_REFUND_NO = 'out_refund_no'
export const PAYMENT_REFERENCE = 'payment_reference'

/** An object in place of its id, because it was asked for by `expand`. */
const balanceTransactionOf = z.object({ id, created: time }).nullish()

export const refundStatuses = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] as const

const refundShape = z.object({
  id,
  object: z.literal('refund'),
  amount,
  currency,
  created: time,
  status: z.enum(refundStatuses),
  charge: id.nullish(),
  payment_intent: id.nullish(),
  metadata: z.record(z.string(), z.string()).nullable(),
  failure_reason: z.string().nullish(),
})

const isWhole = (refund: { readonly amount: number; readonly currency: string }): boolean => isAmount(refund.amount, refund.currency)

export const refundObject = refundShape.refine(isWhole)

/** With its movements of our balance: `failure_balance_transaction` = the money came back. */
export const expandedRefund = refundShape
  .extend({ balance_transaction: balanceTransactionOf, failure_balance_transaction: balanceTransactionOf })
  .refine(isWhole)

export type StripeRefund = z.infer<typeof expandedRefund>

export const EXPANDED = ['balance_transaction', 'failure_balance_transaction']

export const pageOf = <Item extends z.ZodType>(item: Item) => z.object({ data: z.array(item).max(100), has_more: z.boolean() })

/** A PaymentIntent or a Charge. */
export const paymentObject = z.object({ id, object: z.enum(['payment_intent', 'charge']), currency })

const refundMovement = z.object({ id, created: time, reporting_category: z.enum(['refund', 'refund_failure']), source: refundObject })

export type RefundMovement = z.infer<typeof refundMovement>

/** A movement of our balance: of a refund, with the refund behind it, or of something else that Stripe gives the same type, such as what was never captured of a payment. */
export const balanceTransaction = z.union([refundMovement, z.object({ id, reporting_category: z.string().regex(/^(?!refund(_failure)?$)/) })])

export type BalanceTransaction = z.infer<typeof balanceTransaction>

/** What of a webhook event is read, once its signature holds. */
export const eventObject = z.object({
  id,
  object: z.literal('event'),
  type: z.string(),
  livemode: z.boolean(),
  /** Only of events of a connected account. */
  account: z.string().nullish(),
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
})

/** Payments of the older API are named by their charge, others by their PaymentIntent. */
export const paymentParameter = (paymentReference: string): { readonly payment_intent: string } | { readonly charge: string } =>
  isPaymentIntent(paymentReference) ? { payment_intent: paymentReference } : { charge: paymentReference }

export const isPaymentIntent = (paymentReference: string): boolean => paymentReference.startsWith('pi_')

const EPOCH: Instant = '1970-01-01T00:00:00.000Z'

export const instantOf = (seconds: number): Instant => addMilliseconds(EPOCH, seconds * 1_000)

export const secondsOf = (at: Instant): number => Math.floor(Date.parse(at) / 1_000)
