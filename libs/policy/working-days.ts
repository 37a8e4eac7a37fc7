import { addMilliseconds, type Instant } from '@recourse/kernel'
import { SHANGHAI_OFFSET_ms, type Day } from './calendar.js'
import type { CareOffset } from './pack.js'

const DAY_ms = 86_400_000

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
