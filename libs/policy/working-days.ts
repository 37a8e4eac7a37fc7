import { addMilliseconds, type Instant } from '@recourse/kernel'
import { SHANGHAI_OFFSET_ms, type Day, type WorkingCalendar } from './calendar.js'
import type { CareOffset, Due } from './pack.js'

const DAY_ms = 86_400_000
const HOUR_ms = 3_600_000

export interface DueDate {
  readonly dueAt: Instant
  /** True when a day on the way lies in a year without calendar data, so that only weekends were counted as off. */
  readonly provisional: boolean
}

/** The day in Asia/Shanghai on which an instant falls. */
export const shanghaiDay = (instant: Instant): Day => addMilliseconds(instant, SHANGHAI_OFFSET_ms).slice(0, 10)

/** The last millisecond of a day in Asia/Shanghai. */
export const endOfShanghaiDay = (day: Day): Instant => addMilliseconds(`${day}T23:59:59.999Z`, -SHANGHAI_OFFSET_ms)

/** The first millisecond of a day in Asia/Shanghai. */
export const startOfShanghaiDay = (day: Day): Instant => addMilliseconds(`${day}T00:00:00.000Z`, -SHANGHAI_OFFSET_ms)

export const addDays = (day: Day, days: number): Day => addMilliseconds(`${day}T00:00:00.000Z`, days * DAY_ms).slice(0, 10)

/** Calendar months with the end-of-month rule: 31 January + 1 = 28 (or 29) February. */
export const addMonths = (day: Day, months: number): Day => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const lastDate = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastDate))).toISOString().slice(0, 10)
}

export const addOffset = (day: Day, offset: CareOffset): Day => ('months' in offset ? addMonths(day, offset.months) : addDays(day, offset.days))

/** The end, in Asia/Shanghai, of the n-th working day after the day of `from`; that day itself does not count (Civil Code art. 201). */
export const addWorkingDays = (from: Instant, n: number, calendar: WorkingCalendar): DueDate => {
  let day = shanghaiDay(from)
  let provisional = false
  for (let left = n; left > 0;) {
    day = addDays(day, 1)
    const answer = calendar.workday(day)
    provisional ||= answer.provisional
    if (answer.works) left -= 1
  }
  return { dueAt: endOfShanghaiDay(day), provisional }
}

/** When something due in hours, working days or calendar days is due. Hours count from the instant; days end with the day in Asia/Shanghai. */
export const dueAt = (due: Due, from: Instant, calendar: WorkingCalendar): DueDate => {
  if ('hours' in due) return { dueAt: addMilliseconds(from, due.hours * HOUR_ms), provisional: false }
  if ('workingDays' in due) return addWorkingDays(from, due.workingDays, calendar)
  return { dueAt: endOfShanghaiDay(addDays(shanghaiDay(from), due.days)), provisional: false }
}
