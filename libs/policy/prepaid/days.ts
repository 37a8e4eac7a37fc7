import type { Day } from '../calendar.js'

const DAY_ms = 86_400_000

/** Days from one to the other; negative when `to` lies before `from`. */
export const daysBetween = (from: Day, to: Day): number => (Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / DAY_ms

export const earlier = (a: Day, b: Day): Day => (a <= b ? a : b)
