/** A day as `2026-10-10`, in the calendar's own time zone. */
export type Day = string

/** One year of the State Council's notice: weekdays that are off and weekend days that are worked. */
export interface CalendarYear {
  readonly year: number
  /** Which data this is: `cn-2026@` and the first 8 hex digits of the SHA-256 of its file. */
  readonly version: string
  /** The name of the holiday on each day that is off. */
  readonly holidays: ReadonlyMap<Day, string>
  readonly makeUpWorkdays: ReadonlySet<Day>
}

/** Asia/Shanghai has had no summer time since 1991: a constant distance, in milliseconds, from UTC. */
export const SHANGHAI_OFFSET_ms = 8 * 3_600_000

export interface CalendarDay {
  readonly kind: 'workday' | 'make-up' | 'weekend' | 'holiday'
  readonly works: boolean
  /** True when there is no data for the year and only weekends were taken off. */
  readonly provisional: boolean
  /** Of a holiday. */
  readonly name?: string
  /** Of the data that says so; absent when there is none. */
  readonly calendarVersion?: string
}

/** The working-day calendar of mainland China, by year. */
export class WorkingCalendar {
  private readonly years: ReadonlyMap<number, CalendarYear>

  constructor(years: readonly CalendarYear[]) {
    this.years = new Map(years.map((year) => [year.year, year]))
  }

  /** Versions of the data of all years, in order. */
  versions(): string[] {
    return [...this.years.values()].map(({ version }) => version).sort()
  }

  workday(day: Day): CalendarDay {
    const year = this.years.get(Number(day.slice(0, 4)))
    const weekend = isWeekend(day)
    if (!year) return { kind: weekend ? 'weekend' : 'workday', works: !weekend, provisional: true }
    const known = { provisional: false, calendarVersion: year.version }
    if (year.makeUpWorkdays.has(day)) return { kind: 'make-up', works: true, ...known }
    const name = year.holidays.get(day)
    if (name !== undefined) return { kind: 'holiday', works: false, name, ...known }
    return { kind: weekend ? 'weekend' : 'workday', works: !weekend, ...known }
  }
}

export const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(`${day}T00:00:00.000Z`).getUTCDay())
