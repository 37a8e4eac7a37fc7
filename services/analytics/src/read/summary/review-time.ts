import { addDays, type Day, type WorkingCalendar } from '@recourse/policy'
import type { Distribution } from './measure.js'

/** So many cases whose evidence was complete on one day and which were decided on another, both in Asia/Shanghai. */
export interface ReviewedCases {
  readonly complete_on: Day
  readonly decided_on: Day
  readonly cases: number
}

/** Working days after the first day, up to and with the last: as the working-day clock counts them (`explainDue`). */
export const workingDaysBetween = (first: Day, last: Day, calendar: WorkingCalendar): number => {
  let count = 0
  for (let day = first; day < last;) {
    day = addDays(day, 1)
    if (calendar.workday(day).works) count += 1
  }
  return count
}

/** Review time in working days over all cases; undefined when none was decided. */
export const reviewTimeOf = (groups: readonly ReviewedCases[], calendar: WorkingCalendar): Distribution | undefined => {
  if (groups.length === 0) return undefined
  const ranked = groups.map(({ complete_on, decided_on, cases }) => ({ days: workingDaysBetween(complete_on, decided_on, calendar), cases })).sort((a, b) => a.days - b.days)
  const count = ranked.reduce((sum, { cases }) => sum + cases, 0)
  const quantile = (share: number): number => {
    let seen = 0
    return ranked.find(({ cases }) => (seen += cases) >= share * count)!.days
  }
  const total = ranked.reduce((sum, { days, cases }) => sum + days * cases, 0)
  return { count, mean: total / count, p50: quantile(0.5), p95: quantile(0.95), max: ranked.at(-1)!.days }
}
