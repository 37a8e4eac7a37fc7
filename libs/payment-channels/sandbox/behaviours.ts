import type { ChannelErrorCode } from '../error-messages.js'
import type { WireFault } from '../sandbox-kit/faults.js'

/** Every code that the sandbox answers; documented in README.md. */
export const sandboxCodes = [
  'ACCOUNT_NAME_MISMATCH', 'ACCOUNT_NUMBER_INVALID', 'ACCOUNT_CLOSED', 'MERCHANT_BALANCE_TOO_LOW', 'PAYEE_UNREACHABLE', 'TRANSFER_RETURNED', 'CHANNEL_BUSY',
  'REFUND_NUMBER_REUSED', 'AMOUNT_ABOVE_PAID', 'AMOUNT_NOT_POSITIVE', 'PAYMENT_DIFFERS', 'REQUEST_MALFORMED', 'SIGNATURE_REJECTED',
] as const satisfies readonly ChannelErrorCode[]

export type SandboxCode = (typeof sandboxCodes)[number]

/** What goes wrong on the way, once per refund number. */
export type Fault = WireFault | 'busy-before'

/** `onceOnly`: the next attempt under the same number succeeds. */
export interface Behaviour {
  readonly outcome: 'succeeded' | 'pending' | 'abnormal' | 'failed'
  readonly code?: SandboxCode
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
