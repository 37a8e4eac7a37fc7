import type { Money } from '@recourse/kernel'
import type { PaymentChannel, RefundRequest } from '../port.js'

/** What shall happen to a refund; how a channel's sandbox is told so is the subject's business. */
export type Scenario =
  | 'succeeds'
  | 'pending'
  | 'abnormal'
  | 'returned'
  | 'wrong-name'
  | 'closed-account'
  | 'no-balance'
  | 'busy'
  | 'timeout-before'
  | 'timeout-after'
  | 'server-error-before'
  | 'server-error-after'
  | 'reset-after'
  | 'garbled'
  | 'forged'

export interface TckMovement {
  readonly outRefundNo: string
  readonly direction: 'out' | 'back'
  readonly amount: Money
}

/** A channel together with the sandbox behind it. */
export interface ChannelUnderTest {
  /** With a short time-out: some scenarios wait for it. */
  readonly channel: PaymentChannel
  /** A refund of CNY 30.00 under a fresh number, of a fresh payment of CNY 100.00. */
  request(scenario: Scenario): RefundRequest
  /** The same refund, to a payee that can be paid. */
  corrected(request: RefundRequest): RefundRequest
  /** The money that moved, from the sandbox's own ledger. */
  movements(): Promise<readonly TckMovement[]>
  /** Stops the sandbox and starts it again. */
  restart(): Promise<void>
}
