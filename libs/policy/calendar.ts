/** A day as `2026-10-10`, in the calendar's own time zone. */
export type Day = string

/** One year of the State Council's notice: weekdays that are off and weekend days that are worked. */
export interface CalendarYear {
  readonly year: number
  readonly holidays: ReadonlySet<Day>
  readonly makeUpWorkdays: ReadonlySet<Day>
}

/** Asia/Shanghai has had no summer time since 1991: a constant distance, in milliseconds, from UTC. */
export const SHANGHAI_OFFSET_ms = 8 * 3_600_000

export interface Workday {
  readonly works: boolean
  /** True when there is no data for the year and only weekends were taken off. */
  readonly provisional: boolean
}

/** The working-day calendar of mainland China, by year. */
export class WorkingCalendar {
  private readonly years: ReadonlyMap<number, CalendarYear>

  constructor(years: readonly CalendarYear[]) {
    this.years = new Map(years.map((year) => [year.year, year]))
  }

  workday(day: Day): Workday {
    const year = this.years.get(Number(day.slice(0, 4)))
    const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay()
    const weekend = weekday === 0 || weekday === 6
    if (!year) return { works: !weekend, provisional: true }
    return { works: year.makeUpWorkdays.has(day) || (!weekend && !year.holidays.has(day)), provisional: false }
  }
}
