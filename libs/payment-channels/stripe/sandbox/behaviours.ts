import type { WireFault } from '../../sandbox-kit/faults.js'

/** What becomes of a refund that was taken over. */
export type Fate =
  | 'succeeds'
  | 'succeeds-late'
  | 'waits-for-customer'
  | 'canceled-late'
  | 'comes-back'
  | 'fails-for-balance'
  | 'fails-for-card'
  | 'fails-declined'
  | 'fails-disputed'

export interface Behaviour {
  readonly fate?: Fate
  /** Refused with this error, each time or only the first time under a number. */
  readonly refusal?: 'balance' | 'busy' | 'disputed' | 'notPermitted' | 'paymentUnknown' | 'refunded'
  readonly refusedOnce?: true
  readonly fault?: WireFault
  /** HTTP 500 that Stripe saves under the idempotency key and repeats as long as it keeps the key. */
  readonly savedFault?: true
  readonly silent?: true
}

/** What the sandbox does, by the end of the payment's id. Documented in README.md. */
export const behaviours = {
  pending: { fate: 'succeeds-late' },
  'requires-action': { fate: 'waits-for-customer' },
  canceled: { fate: 'canceled-late' },
  returned: { fate: 'comes-back' },
  closed: { fate: 'fails-for-balance' },
  'card-lost': { fate: 'fails-for-card' },
  declined: { fate: 'fails-declined' },
  'disputed-late': { fate: 'fails-disputed' },
  disputed: { refusal: 'disputed' },
  'already-refunded': { refusal: 'refunded' },
  'no-balance': { refusal: 'balance', refusedOnce: true },
  busy: { refusal: 'busy', refusedOnce: true },
  'unknown-payment': { refusal: 'paymentUnknown' },
  'no-permission': { refusal: 'notPermitted' },
  'no-notice': { silent: true },
  'timeout-before': { fault: 'timeout-before' },
  'timeout-after': { fault: 'timeout-after' },
  'server-error-before': { fault: 'server-error-before' },
  'server-error-after': { fault: 'server-error-after' },
  'server-error-saved': { savedFault: true },
  'reset-after': { fault: 'reset-after' },
  'slow-after': { fault: 'slow-after' },
  garbled: { fault: 'garbled-after' },
} as const satisfies Record<string, Behaviour>

export type BehaviourName = keyof typeof behaviours

export const behaviourOf = (payment: string): Behaviour => {
  const name = (Object.keys(behaviours) as BehaviourName[]).find((candidate) => payment.endsWith(candidate))
  return name ? behaviours[name] : {}
}
