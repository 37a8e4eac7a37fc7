import type { Texts } from '@recourse/kernel'
import { addDays } from '../working-days.js'
import type { Day } from '../calendar.js'
import type { Remedy, RefundPack, RemedyKind } from '../pack-schema.js'
import { calculatePrepaidRefund } from './calculate.js'
import { daysBetween } from './days.js'
import type { PrepaidInput } from './input.js'

/** What is left of a prepaid contract on the day it is looked at. */
export interface Remaining {
  /** METERED with a number of units. */
  readonly units?: number
  /** With a term: days left of it, this one included. */
  readonly days?: number
  /** What a refund would give. */
  readonly minor: number
}

/** A way to settle, with what it is worth: pause, extend, pass on, or money back. */
export interface Alternative {
  readonly kind: RemedyKind | 'PARTIAL_REFUND'
  readonly title: Texts
  /** Absent for remedies that have nothing to do with what is left. */
  readonly remaining?: Remaining
  /** EXTENSION: the last day, if the days that the operator did not serve (`stoppedOn`) are added to the term. */
  readonly termTo?: Day
}

const PARTIAL_REFUND = { en: 'Money back for the part not used', 'zh-CN': '退还未使用部分的款项' } as const
const ON_WHAT_IS_LEFT: readonly RemedyKind[] = ['PAUSE', 'EXTENSION', 'TRANSFER']

/** The pack's remedies, and for a prepaid contract the refund, with computed values. Empty facts give the titles alone. */
export const remediesFor = (pack: Pick<RefundPack, 'remedies'>, facts?: PrepaidInput): Alternative[] => {
  if (!facts) return pack.remedies.map(({ kind, title }) => ({ kind, title }))
  const remaining = remainingOf(facts)
  const offered = pack.remedies.map((remedy) => offer(remedy, facts, remaining))
  return remaining.minor > 0 ? [...offered, { kind: 'PARTIAL_REFUND', title: PARTIAL_REFUND, remaining }] : offered
}

/** @throws RangeError when the facts contradict each other. */
export const remainingOf = (facts: PrepaidInput): Remaining => {
  const { contract, usage } = facts
  const used = usage.used.reduce((sum, { units }) => sum + units, 0)
  return {
    ...(contract.units === undefined ? {} : { units: contract.units - used }),
    ...(contract.term ? { days: daysLeft(contract.term, usage.calculatedOn) } : {}),
    minor: calculatePrepaidRefund(facts).sum_minor,
  }
}

const offer = ({ kind, title }: Remedy, { contract: { term }, usage }: PrepaidInput, remaining: Remaining): Alternative => {
  if (!ON_WHAT_IS_LEFT.includes(kind)) return { kind, title }
  if (kind !== 'EXTENSION' || !term) return { kind, title, remaining }
  const lost_days = usage.stoppedOn === undefined ? 0 : daysLeft(term, usage.stoppedOn) - daysLeft(term, usage.calculatedOn)
  return { kind, title, remaining, termTo: addDays(term.to, lost_days) }
}

const daysLeft = ({ from, to }: { from: Day; to: Day }, day: Day): number => Math.max(0, daysBetween(day < from ? from : day, to) + 1)
