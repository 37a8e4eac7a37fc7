import type { WireFault } from '../../sandbox-kit/faults.js'

/** A code of the bank for an instruction that it does not carry out. */
export const refusalCodes = {
  wrongName: 'YQ9982',
  noSuchAccount: 'E2001',
  accountClosed: 'E2002',
  bankCodeMissing: 'E2003',
  balanceTooLow: 'E2004',
  numberUsed: 'E2005',
  noTransfers: 'E2007',
} as const

/** What happens to a transfer that was carried out. */
export type Fate = 'is-bounced' | 'is-reversed'

export interface Behaviour {
  /** Why transfers to the account are not carried out, each time or only the first time under a number. */
  readonly refusal?: keyof typeof refusalCodes
  readonly refusedOnce?: true
  readonly fate?: Fate
  /** What goes wrong on the wire with a file that names the account, once per file. */
  readonly fault?: WireFault
}

/** How an account is, as it was opened. Documented in README.md. */
export const behaviours = {
  closed: { refusal: 'accountClosed' },
  'needs-bank-code': { refusal: 'bankCodeMissing' },
  'no-transfers': { refusal: 'noTransfers' },
  'no-balance': { refusal: 'balanceTooLow', refusedOnce: true },
  bounces: { fate: 'is-bounced' },
  reversed: { fate: 'is-reversed' },
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

export const behaviourNames = Object.keys(behaviours) as BehaviourName[]

export const behaviourOf = (name: string | null): Behaviour => behaviours[name as BehaviourName] ?? {}
