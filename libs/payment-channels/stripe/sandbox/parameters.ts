import { OUT_REFUND_NO } from '../wire.js'
import { refusals, type Refusal } from './refusals.js'

/** What `POST /v1/refunds` asks for. */
export interface RefundOrder {
  readonly payment: string
  readonly amount: number
  readonly metadata: Readonly<Record<string, string>>
  /** All that was sent, in a fixed order: the same idempotency key may only come with the same. */
  readonly fingerprint: string
}

const METADATA = /^metadata\[([^\]]{1,40})\]$/
const EXPAND = /^expand(\[\d*\])$/
const KNOWN: readonly string[] = ['payment_intent', 'charge', 'amount', 'reason']

/** Reads the form as Stripe does; without an amount it would refund all that is left, which nobody here asks for. */
export const refundOrderOf = (form: URLSearchParams): RefundOrder | Refusal => {
  const fields = [...form]
  if (fields.some(([name]) => !KNOWN.includes(name) && !METADATA.test(name) && !EXPAND.test(name))) return refusals.parameterUnknown
  const payments = ['payment_intent', 'charge'].flatMap((name) => form.get(name) ?? [])
  if (payments.length > 1) return refusals.paymentTwice
  const [payment] = payments
  if (!payment) return refusals.paymentMissing
  const amount = form.get('amount') ?? ''
  if (!/^[1-9]\d{0,7}$/.test(amount)) return refusals.notInteger
  const metadata = Object.fromEntries(fields.flatMap(([name, value]) => (METADATA.test(name) ? [[METADATA.exec(name)![1]!, value]] : [])))
  return { payment, amount: Number(amount), metadata, fingerprint: new URLSearchParams(fields.sort(([a], [b]) => (a < b ? -1 : 1))).toString() }
}

export const isExpanded = (params: URLSearchParams, name: string): boolean => [...params].some(([key, value]) => EXPAND.test(key) && value === name)

/** The number that the merchant gave a refund, if it did. */
export const numberOf = ({ metadata }: RefundOrder): string | undefined => metadata[OUT_REFUND_NO]
