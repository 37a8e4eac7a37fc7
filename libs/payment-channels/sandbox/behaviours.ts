import type { ChannelErrorCode } from '../error-messages.js'

/**
 * A fault of the wire. `before` = nothing has happened, `after` = the refund is already in the ledger.
 * Every fault strikes once per refund number, so that a query or the same number again resolves it.
 */
export type Fault =
  | 'timeout-before'
  | 'timeout-after'
  | 'server-error-before'
  | 'server-error-after'
  | 'reset-after'
  | 'garbled-after'
  | 'forged-before'
  | 'busy-before'

/** `onceOnly`: the next attempt under the same number succeeds. */
export interface Behaviour {
  readonly outcome: 'succeeded' | 'pending' | 'abnormal' | 'failed'
  readonly code?: ChannelErrorCode
  readonly onceOnly?: true
  readonly comesBack?: true
  readonly fault?: Fault
}

/** What the sandbox does, by the end of the payee's account number (or of the payment reference when there is no payee). Documented in README.md. */
export const behaviours = {
  'wrong-name': { outcome: 'failed', code: 'ACCOUNT_NAME_MISMATCH' },
  'wrong-account': { outcome: 'failed', code: 'ACCOUNT_NUMBER_INVALID' },
  'closed-account': { outcome: 'failed', code: 'ACCOUNT_CLOSED' },
  'no-balance': { outcome: 'failed', code: 'MERCHANT_BALANCE_TOO_LOW', onceOnly: true },
  pending: { outcome: 'pending' },
  abnormal: { outcome: 'abnormal' },
  returned: { outcome: 'succeeded', comesBack: true },
  busy: { outcome: 'succeeded', fault: 'busy-before' },
  'timeout-before': { outcome: 'succeeded', fault: 'timeout-before' },
  'timeout-after': { outcome: 'succeeded', fault: 'timeout-after' },
  'server-error-before': { outcome: 'succeeded', fault: 'server-error-before' },
  'server-error-after': { outcome: 'succeeded', fault: 'server-error-after' },
  'reset-after': { outcome: 'succeeded', fault: 'reset-after' },
  garbled: { outcome: 'succeeded', fault: 'garbled-after' },
  forged: { outcome: 'succeeded', fault: 'forged-before' },
} as const satisfies Record<string, Behaviour>

export type BehaviourName = keyof typeof behaviours

const usual: Behaviour = { outcome: 'succeeded' }

export const behaviourOf = (request: { readonly paymentReference: string; readonly payee?: { readonly accountNo: string } | undefined }): Behaviour => {
  const trigger = request.payee?.accountNo ?? request.paymentReference
  const name = (Object.keys(behaviours) as BehaviourName[]).find((candidate) => trigger.endsWith(candidate))
  return name ? behaviours[name] : usual
}
