import { addMilliseconds, millisecondsBetween, type Instant } from '@recourse/kernel'
import type { CalendarDay, Day, WorkingCalendar } from './calendar.js'
import type { Due } from './pack.js'
import { addDays, endOfShanghaiDay, shanghaiDay, startOfShanghaiDay } from './working-days.js'

const HOUR_ms = 3_600_000

/** A time in which a clock stood still: from the first instant to the one it went on at. */
export interface Pause {
  readonly from: Instant
  readonly to: Instant
}

export interface DueDate {
  readonly dueAt: Instant
  /** True when a day on the way lies in a year without calendar data, so that only weekends were counted as off. */
  readonly provisional: boolean
  /** The calendar data it was counted by, joined by `+` when there are several years; absent when none was needed, or there is none. */
  readonly calendarVersion?: string
}

/**
 * What became of a day on the way. `start`: the day it began on, which does not count (Civil Code art. 201); of hours, the first day counts in part.
 * `counted`, `make-up` (a weekend day that is worked) and `provisional` (counted without calendar data) count; the others are skipped.
 */
export type DueDayKind = 'start' | 'counted' | 'make-up' | 'provisional' | 'weekend' | 'holiday' | 'paused'

export interface DueDay {
  readonly day: Day
  readonly kind: DueDayKind
  /** The holiday's. */
  readonly name?: string
  /** The how-manieth day it counted as. */
  readonly n?: number
  /** Of hours only: how long the clock ran and stood still on this day. */
  readonly counted_ms?: number
  readonly paused_ms?: number
}

export interface ExplainedDue extends DueDate {
  /** Every day from the first to the due one. */
  readonly days: readonly DueDay[]
}

/**
 * When something due in hours, working days or calendar days is due, and how every day on the way was taken. All days are those of Asia/Shanghai.
 * Days end with the day; one is skipped as paused when the clock stood still at its end. Hours count from the instant; paused milliseconds are added.
 */
export const explainDue = (due: Due, from: Instant, calendar: WorkingCalendar, pauses: readonly Pause[] = []): ExplainedDue => {
  if ('hours' in due) return explainHours(due.hours * HOUR_ms, from, apart(pauses))
  return 'workingDays' in due ? explainDays(due.workingDays, from, pauses, (day) => calendar.workday(day)) : explainDays(due.days, from, pauses, () => ANY_DAY)
}

/** `explainDue` without the days. */
export const dueAt = (due: Due, from: Instant, calendar: WorkingCalendar, pauses: readonly Pause[] = []): DueDate => {
  const { days: _days, ...date } = explainDue(due, from, calendar, pauses)
  return date
}

/** In calendar days every day counts. */
const ANY_DAY: CalendarDay = { kind: 'workday', works: true, provisional: false }

const explainDays = (wanted: number, from: Instant, pauses: readonly Pause[], calendarDay: (day: Day) => CalendarDay): ExplainedDue => {
  let day = shanghaiDay(from)
  const days: DueDay[] = [{ day, kind: 'start' }]
  const versions = new Set<string>()
  let provisional = false
  for (let n = 0; n < wanted;) {
    day = addDays(day, 1)
    const answer = calendarDay(day)
    provisional ||= answer.provisional
    if (answer.calendarVersion) versions.add(answer.calendarVersion)
    const counts = answer.works && !standsStill(endOfShanghaiDay(day), pauses)
    if (counts) n += 1
    days.push(counts ? { day, kind: countedKind(answer), n } : skipped(day, answer))
  }
  return { dueAt: endOfShanghaiDay(day), provisional, ...(versions.size > 0 ? { calendarVersion: [...versions].join('+') } : {}), days }
}

const countedKind = ({ kind, provisional }: CalendarDay): DueDayKind => (provisional ? 'provisional' : kind === 'make-up' ? 'make-up' : 'counted')

const skipped = (day: Day, { kind, name }: CalendarDay): DueDay =>
  kind === 'weekend' || kind === 'holiday' ? { day, kind, ...(name === undefined ? {} : { name }) } : { day, kind: 'paused' }

/** A pause that ends with the last instant of a day, as the customer's own time does, has taken the whole of it. */
const standsStill = (endOfDay: Instant, pauses: readonly Pause[]): boolean => pauses.some(({ from, to }) => from <= endOfDay && endOfDay <= to)

const explainHours = (wanted_ms: number, from: Instant, pauses: readonly Pause[]): ExplainedDue => {
  let due = addMilliseconds(from, wanted_ms)
  for (const pause of pauses) if (pause.from < due) due = addMilliseconds(due, overlap_ms(pause, from, pause.to))
  const days: DueDay[] = []
  for (let day = shanghaiDay(from); startOfShanghaiDay(day) < due; day = addDays(day, 1)) days.push(hoursOf(day, from, due, pauses))
  return { dueAt: due, provisional: false, days }
}

const hoursOf = (day: Day, from: Instant, due: Instant, pauses: readonly Pause[]): DueDay => {
  const [begins, ends] = [latest(from, startOfShanghaiDay(day)), earliest(due, startOfShanghaiDay(addDays(day, 1)))]
  const paused_ms = pauses.reduce((sum, pause) => sum + overlap_ms(pause, begins, ends), 0)
  const counted_ms = millisecondsBetween(begins, ends) - paused_ms
  return { day, kind: day === shanghaiDay(from) ? 'start' : counted_ms > 0 ? 'counted' : 'paused', counted_ms, paused_ms }
}

/** In order, and none inside another, so that no millisecond stands still twice. */
const apart = (pauses: readonly Pause[]): Pause[] => {
  const merged: Pause[] = []
  for (const pause of [...pauses].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = merged.at(-1)
    if (last && pause.from <= last.to) merged[merged.length - 1] = { from: last.from, to: latest(last.to, pause.to) }
    else merged.push(pause)
  }
  return merged
}

const overlap_ms = (pause: Pause, from: Instant, to: Instant): number => Math.max(0, millisecondsBetween(latest(pause.from, from), earliest(pause.to, to)))
const latest = (a: Instant, b: Instant): Instant => (a > b ? a : b)
const earliest = (a: Instant, b: Instant): Instant => (a < b ? a : b)
