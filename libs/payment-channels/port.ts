import type { Instant, Money, Texts } from '@recourse/kernel'

/**
 * A way for money to go back to a customer: WeChat Pay, Alipay, bank transfer, Stripe, or the sandbox.
 *
 * Every answer is data. A promise rejects only for a defect of the caller or of the adapter, never for what a channel or a network did.
 * The refund number is the idempotency key: under one number money leaves at most once, however often it is sent.
 */
export interface PaymentChannel {
  /** Stable name, as in `PayoutRequested.channel`. */
  readonly name: string
  readonly rules: ChannelRules
  /**
   * Sends a refund, or sends it again under the same number: after `unknown` once `query` said `not-found`, after a `failed` that is
   * `correctable` (with corrected payee details) or `retry` (unchanged, later), and for an `abnormal` refund with the payee it shall go to instead.
   * @throws RangeError when `outRefundNo` is not a refund number
   */
  refund(request: RefundRequest): Promise<RefundAnswer>
  /** What the channel knows about a refund. The payment is named too, because Alipay and Stripe find a refund only through it. */
  query(refund: RefundKey): Promise<RefundStatus>
  /**
   * The channel's own list of the money that moved on one day (`YYYY-MM-DD`) of its calendar, for reconciliation.
   * @throws RangeError when `day` is not a day
   */
  statement(day: string): Promise<readonly StatementLine[] | StatementNotReady | Unknown>
  /** Takes back what waits in a queue of its own for people: true = it never goes out under this number. Absent when nothing waits there. */
  withdraw?(refund: RefundKey): Promise<boolean>
  /** Reads what the channel sends by itself. Absent when the channel calls nobody back. */
  readonly notices?: ChannelNotices
}

/** What a channel demands before a refund is sent; checked by the caller when it decides. `null` = the channel has no such rule. */
export interface ChannelRules {
  /** Least time between two refunds of one payment: WeChat Pay 60 000, Alipay 3 000. */
  readonly minimumSpacing_ms: number
  /** Most refunds of one payment: WeChat Pay 50. */
  readonly maxRefundsPerPayment: number | null
  /** Days after the payment within which it can be refunded: WeChat Pay 365; Alipay by contract. */
  readonly window_days: number | null
  /** Where the days of its statements begin: minutes ahead of UTC, 480 in China. */
  readonly statementUtcOffset_min: number
  /**
   * Its statement lists a refund on the day on which it was taken over, so many days at most before it arrives, and does not list it again; absent = on the day on
   * which the money moves.
   */
  readonly listedEarly_days?: number
  /** Its `query` answers `returned` for money that came back; absent = it goes on calling it `succeeded`, and only people see the return on a statement. */
  readonly tellsReturns?: true
  /** How many refunds a second this merchant sends it at most, first and repeated ones alike; below the channel's own limit. */
  readonly refundsPerSecond: number
  /** How many questions a second this merchant asks it at most; below the channel's own limit. */
  readonly queriesPerSecond: number
}

export interface RefundKey {
  /** Our own number of the refund, fixed by case and payout number: see `REFUND_NUMBER`. */
  readonly outRefundNo: string
  /** The channel's reference of the original payment. */
  readonly paymentReference: string
}

export interface RefundRequest extends RefundKey {
  readonly amount: Money
  /** What was paid in the original payment, in the same currency. */
  readonly paid: Money
  /** Only where the money does not go back the way it came. Already unsealed: keep it in memory, never log or store it. */
  readonly payee?: PayeeDetails
  /** One line that the customer may see on the statement. */
  readonly reason: string
  /** Whose refund it is, for channels where people of the tenant act before money moves (bank transfer: maker and checker). The channel itself is told nothing of it. */
  readonly tenant?: string
}

export interface PayeeDetails {
  readonly accountName: string
  readonly accountNo: string
  /** CNAPS code, 12 digits; personal transfers mostly go without. */
  readonly bankCode?: string
}

/** Up to 64 of `[0-9A-Za-z_-|*@]`, the narrowest rule of the channels. Source: WeChat Pay v3, `out_refund_no`. */
export const REFUND_NUMBER = /^[0-9A-Za-z_\-|*@]{1,64}$/

export const isRefundNumber = (value: string): boolean => REFUND_NUMBER.test(value)

/**
 * - `correctable`: a person corrects the payee details, then the same number is sent again.
 * - `retry`: nothing is wrong with the refund; the same number is sent again later.
 * - `final`: this number never moves money (again). Only then may a new number be opened.
 */
export type FailureAction = 'correctable' | 'retry' | 'final'

export interface Failure {
  readonly code: string
  readonly action: FailureAction
  readonly message: Texts
}

/**
 * Why the outcome is not known. The money may have left: ask by `query`, never assume either way.
 * `unverified-answer` = the answer's signature is missing, wrong or too old, so anybody may have written it.
 */
export type UnknownReason = 'timeout' | 'server-error' | 'connection-lost' | 'unreadable-answer' | 'unverified-answer'

export interface Unknown {
  readonly outcome: 'unknown'
  readonly why: UnknownReason
  /** For operators; holds no personal data. */
  readonly detail: string
}

export interface Succeeded {
  readonly outcome: 'succeeded'
  readonly channelReference: string
  readonly settledAt: Instant
  /** What the channel says it paid: compare it with what was approved. */
  readonly amount: Money
}

export type Failed = { readonly outcome: 'failed' } & Failure

/** It waits in a queue of our own for people: nothing has gone to the channel, as far as is known. */
export interface Queueable {
  readonly queued?: true
}

/** `accepted` = the channel has taken it over and will pay later, or it is `queued`: query. */
export type RefundAnswer = ({ readonly outcome: 'accepted'; readonly channelReference: string } & Queueable) | Succeeded | Failed | Unknown

/**
 * - `not-found`: the channel itself says that it knows nothing of this number; the number may be sent again.
 * - `abnormal`: the money left the merchant but cannot reach the payee (card void or frozen); send the same number again with a payee.
 * - `returned`: it had succeeded, and the money came back later; pay again under a new number.
 */
export type RefundStatus =
  | { readonly outcome: 'not-found' }
  | ({ readonly outcome: 'pending'; readonly channelReference: string } & Queueable)
  | Succeeded
  | Failed
  | ({ readonly outcome: 'abnormal'; readonly channelReference: string } & Failure)
  | ({ readonly outcome: 'returned'; readonly channelReference: string; readonly returnedAt: Instant } & Failure)
  | Unknown

/** One movement of money: `refund` to a payee, `return` when it came back later. */
export interface StatementLine {
  readonly kind: 'refund' | 'return'
  readonly outRefundNo: string
  readonly channelReference: string
  readonly amount: Money
  readonly at: Instant
  /** It was taken over, and had not arrived when the statement was made. */
  readonly underWay?: true
}

/** The channel has not made this day's statement yet: ask again later. It does not mean that nothing moved. */
export interface StatementNotReady {
  readonly outcome: 'not-ready'
}

/** The channel's side of callbacks. Nothing but "ask about this refund" is ever taken from a notice: outcome and amount come from `query`. */
export interface ChannelNotices {
  /** Pure, quick and never throws: whatever anybody sends gets an answer. */
  read(envelope: NoticeEnvelope): Notice | UnrelatedNotice | RejectedNotice
  /** What the channel wants to hear once a notice is stored; anything else and it is sent again. */
  readonly acknowledgement: NoticeAcknowledgement
}

/** A notice as it came over HTTP. */
export interface NoticeEnvelope {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** The raw body: its signature does not survive parsing. */
  readonly body: Uint8Array
  readonly receivedAt: Instant
}

export interface NoticeAcknowledgement {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** The channel has news about a refund: query it. */
export interface Notice extends RefundKey {
  readonly kind: 'refund'
  /** The same when the channel repeats the notice. */
  readonly noticeId: string
}

/** Genuine, but not about a refund: acknowledge it and do nothing. */
export interface UnrelatedNotice {
  readonly kind: 'unrelated'
  readonly noticeId: string
}

export interface RejectedNotice {
  readonly kind: 'rejected'
  readonly why: NoticeRejection
  /** For operators; holds no personal data and nothing of the body. */
  readonly detail: string
}

/** `too-old` = outside the time within which the channel's time stamp is believed, either way. */
export type NoticeRejection = 'signature' | 'too-old' | 'malformed' | 'other-merchant'
