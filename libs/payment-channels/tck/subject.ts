import type { Instant, Money } from '@recourse/kernel'
import type { NoticeEnvelope, PaymentChannel, RefundRequest } from '../port.js'

/** What every channel's refunds can meet; how a channel's sandbox is told so is the subject's business. */
export type CoreScenario =
  | 'succeeds'
  | 'pending'
  | 'timeout-before'
  | 'timeout-after'
  | 'server-error-before'
  | 'server-error-after'
  | 'reset-after'
  | 'garbled'

/**
 * What only some kinds of channels have.
 * - `closed-account`: refused for good; the same money can go to another payee.
 * - `closed`: taken over, then given up by the channel; a new number can be paid.
 */
export const optionalScenarios = ['wrong-name', 'closed-account', 'closed', 'abnormal', 'returned', 'no-balance', 'busy', 'forged'] as const

export type OptionalScenario = (typeof optionalScenarios)[number]
export type Scenario = CoreScenario | OptionalScenario

/** What a channel may lack; `notices` = it calls nobody back. */
export type Excusable = OptionalScenario | 'notices'

/** The reason why a kind of channel cannot have something. Nothing else can be left out, and never every way in which a refund fails for good. */
export type Excuses = Readonly<Partial<Record<Excusable, string>>>

export interface TckMovement {
  readonly outRefundNo: string
  readonly direction: 'out' | 'back'
  readonly amount: Money
  readonly at: Instant
}

/** A channel together with the sandbox behind it. */
export interface ChannelUnderTest {
  /** With a short time-out: some scenarios wait for it. */
  readonly channel: PaymentChannel
  readonly cannotHave: Excuses
  /** A refund of CNY 30.00 under a fresh number, of a fresh payment of CNY 100.00. */
  request(scenario: Scenario): RefundRequest
  /** The same refund, to a payee that can be paid; unchanged where the channel pays only the payer. */
  corrected(request: RefundRequest): RefundRequest
  /** The money that moved, from the sandbox's own ledger. */
  movements(): Promise<readonly TckMovement[]>
  /** Lets the sandbox's clock go on, without waiting. */
  pass(milliseconds: number): Promise<void>
  /** Lets the sandbox bring everything that it has accepted to its end, without waiting. */
  settle(): Promise<void>
  /** Lets the sandbox's clock go on until the statement of the day can be had. */
  endDay(day: string): Promise<void>
  /** The newest notice about a refund, as the sandbox delivered it over HTTP, or the same as a stranger would sign it. */
  noticeOf(request: RefundRequest, signedBy: 'channel' | 'stranger'): Promise<NoticeEnvelope>
  /** Stops the sandbox and starts it again. */
  restart(): Promise<void>
}
