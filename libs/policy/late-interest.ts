import type { Day } from './calendar.js'
import { daysBetween } from './prepaid/days.js'
import { share, up } from './prepaid/fraction.js'

const YEAR_days = 365
const WHOLE_bp = 10_000

/** Simple interest in minor units on money that came late: `from` the day it was due `to` the day it came, days / 365, rounded up for the consumer. */
export const lateInterest_minor = (principal_minor: number, rate_bp: number, from: Day, to: Day): number =>
  up(share(principal_minor, rate_bp * Math.max(0, daysBetween(from, to)), WHOLE_bp * YEAR_days))
