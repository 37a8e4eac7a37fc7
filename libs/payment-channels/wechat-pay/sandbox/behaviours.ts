import type { WireFault } from '../../sandbox-kit/faults.js'

/** What becomes of a refund that was taken over. */
export type Fate = 'succeeds' | 'succeeds-late' | 'is-closed' | 'is-abnormal'

export interface Behaviour {
  readonly fate?: Fate
  /** Refused with this code, each time or only the first time under a number. */
  readonly refusal?: 'NOT_ENOUGH' | 'FREQUENCY_LIMITED' | 'USER_ACCOUNT_ABNORMAL' | 'RESOURCE_NOT_EXISTS' | 'NO_AUTH'
  readonly refusedOnce?: true
  readonly fault?: WireFault
  readonly silent?: true
}

/** What the sandbox does, by the end of the payment's `transaction_id`. Documented in README.md. */
export const behaviours = {
  pending: { fate: 'succeeds-late' },
  closed: { fate: 'is-closed' },
  abnormal: { fate: 'is-abnormal' },
  'no-balance': { refusal: 'NOT_ENOUGH', refusedOnce: true },
  busy: { refusal: 'FREQUENCY_LIMITED', refusedOnce: true },
  'account-gone': { refusal: 'USER_ACCOUNT_ABNORMAL' },
  'unknown-payment': { refusal: 'RESOURCE_NOT_EXISTS' },
  'no-auth': { refusal: 'NO_AUTH' },
  'no-notice': { silent: true },
  'timeout-before': { fault: 'timeout-before' },
  'timeout-after': { fault: 'timeout-after' },
  'server-error-before': { fault: 'server-error-before' },
  'server-error-after': { fault: 'server-error-after' },
  'reset-after': { fault: 'reset-after' },
  'slow-after': { fault: 'slow-after' },
  garbled: { fault: 'garbled-after' },
  forged: { fault: 'forged-before' },
} as const satisfies Record<string, Behaviour>

export type BehaviourName = keyof typeof behaviours

export const behaviourOf = (transactionId: string): Behaviour => {
  const name = (Object.keys(behaviours) as BehaviourName[]).find((candidate) => transactionId.endsWith(candidate))
  return name ? behaviours[name] : {}
}
