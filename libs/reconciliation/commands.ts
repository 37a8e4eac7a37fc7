import type { Command, Instant } from '@recourse/kernel'
import type { Entry, OurEntry, TheirEntry } from './entry.js'
import type { ResolutionByPerson } from './events/index.js'

/** `day` is one of the channel's calendar, `YYYY-MM-DD`. */
export type RecordReconciliation = Command<'RecordReconciliation', { readonly channel: string; readonly day: string; readonly facts: DayFacts }>

/** `reason` is a code, a voucher's number or a short phrase without personal data. */
export type ResolveDifference = Command<'ResolveDifference', {
  readonly no: number; readonly how: ResolutionByPerson; readonly reason: string; readonly facts: ResolutionFacts
}>

export interface ResolutionFacts {
  /** Who gets, asked for or redirected the payment that differs. */
  readonly concerned: readonly string[]
}

/** What both sides say about a day. */
export interface DayFacts {
  /** The first instant after the day. */
  readonly endsAt: Instant
  /** What the statement has to have, and whatever has a number of the statement. */
  readonly ours: readonly OurEntry[]
  readonly theirs: readonly TheirEntry[]
  /** Lines of the days before and after. */
  readonly neighbours: readonly Pick<Entry, 'kind' | 'outRefundNo'>[]
}

export type ReconciliationCommand = RecordReconciliation | ResolveDifference
