import { sameMoney, type Money } from '@recourse/kernel'
import { failureOf } from '../error-messages.js'
import type { Behaviour, SandboxCode } from './behaviours.js'
import type { RefundBody } from './wire.js'

export type RefundStatus = 'pending' | 'succeeded' | 'failed' | 'abnormal' | 'returned'

export interface KnownRefund {
  readonly paymentReference: string
  readonly amount: Money
  readonly status: RefundStatus
  readonly failureCode: string | null
}

export interface RefundFacts {
  /** What was paid, as the first request that named this payment said. */
  readonly paid: Money
  /** Other refunds of this payment that were paid or are under way, in minor units. */
  readonly committed_minor: number
  readonly known: KnownRefund | undefined
}

export type RefundDecision =
  | { readonly kind: 'refuse'; readonly code: SandboxCode }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'record'; readonly status: Behaviour['outcome']; readonly failureCode: SandboxCode | null; readonly comesBack: boolean }

/** The rules every channel shares: one number one refund, never more than was paid, a failed or abnormal refund may be tried again. */
export const decideRefund = ({ paid, committed_minor, known }: RefundFacts, request: RefundBody, behaviour: Behaviour): RefundDecision => {
  if (known && !isSameRefund(known, request)) return refuse('REFUND_NUMBER_REUSED')
  if (request.amount.minor <= 0) return refuse('AMOUNT_NOT_POSITIVE')
  if (!sameMoney(paid, request.paid) || request.amount.currency !== paid.currency) return refuse('PAYMENT_DIFFERS')
  if (known && !mayTryAgain(known, request)) return { kind: 'repeat' }
  if (committed_minor + request.amount.minor > paid.minor) return refuse('AMOUNT_ABOVE_PAID')
  return attempt(known, behaviour)
}

const refuse = (code: SandboxCode): RefundDecision => ({ kind: 'refuse', code })

const isSameRefund = (known: KnownRefund, request: RefundBody): boolean =>
  known.paymentReference === request.paymentReference && sameMoney(known.amount, request.amount)

const mayTryAgain = (known: KnownRefund, request: RefundBody): boolean =>
  (known.status === 'failed' && known.failureCode !== null && failureOf(known.failureCode).action !== 'final') ||
  (known.status === 'abnormal' && request.payee !== undefined)

const attempt = (known: KnownRefund | undefined, { outcome, code, onceOnly, comesBack }: Behaviour): RefundDecision => {
  const passed = onceOnly === true && known?.failureCode === code
  if (passed) return { kind: 'record', status: 'succeeded', failureCode: null, comesBack: false }
  return { kind: 'record', status: outcome, failureCode: code ?? null, comesBack: comesBack ?? false }
}
