import type { WireFault } from '../../sandbox-kit/faults.js'

/** What becomes of a refund that was taken over. */
export type Fate = 'succeeds' | 'succeeds-late' | 'fails-late'

export interface Behaviour {
  readonly fate?: Fate
  /** Refused with this error, each time or only the first time under a number. */
  readonly refusal?: 'balance' | 'busy' | 'frozen' | 'inFullOnly' | 'notPermitted' | 'payerGone' | 'systemError' | 'tradeUnknown'
  readonly refusedOnce?: true
  readonly fault?: WireFault
  readonly silent?: true
}

/** What the sandbox does, by the end of the `trade_no`. Documented in README.md. */
export const behaviours = {
  pending: { fate: 'succeeds-late' },
  closed: { fate: 'fails-late' },
  'no-balance': { refusal: 'balance', refusedOnce: true },
  busy: { refusal: 'busy', refusedOnce: true },
  'system-error': { refusal: 'systemError', refusedOnce: true },
  frozen: { refusal: 'frozen' },
  'full-only': { refusal: 'inFullOnly' },
  'account-gone': { refusal: 'payerGone' },
  'unknown-payment': { refusal: 'tradeUnknown' },
  'no-auth': { refusal: 'notPermitted' },
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

export const behaviourOf = (tradeNo: string): Behaviour => {
  const name = (Object.keys(behaviours) as BehaviourName[]).find((candidate) => tradeNo.endsWith(candidate))
  return name ? behaviours[name] : {}
}
