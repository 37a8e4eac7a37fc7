import { describe, expect, it } from '@jest/globals'
import { addMonths, addOffset, dueAt, endOfShanghaiDay, loadCalendar, shanghaiDay, WorkingCalendar } from './index.js'

const calendar = loadCalendar()
/** Ten in the morning in Shanghai. */
const on = (day: string): string => `${day}T02:00:00.000Z`
const addWorkingDays = (from: string, workingDays: number, by = calendar) => dueAt({ workingDays }, from, by)

describe('working days of the State Council calendar (LS13)', () => {
  it.each([
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-02-13', 3, '2026-02-25'],
    ['2025-01-24', 3, '2025-02-05'],
    ['2025-09-30', 3, '2025-10-11'],
    ['2026-11-20', 3, '2026-11-25'],
    ['2025-12-31', 1, '2026-01-04'],
  ])('%s and %i working days is the end of %s in Shanghai', (from, n, day) => {
    expect(addWorkingDays(on(from), n)).toMatchObject({
      dueAt: endOfShanghaiDay(day), provisional: false, calendarVersion: expect.stringContaining(`cn-${day.slice(0, 4)}@`),
    })
  })

  it.each([
    '2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11',
    '2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10',
  ])('works on the make-up day %s, a weekend day', (day) => {
    expect([0, 6]).toContain(new Date(on(day)).getUTCDay())
    expect(calendar.workday(day)).toMatchObject({ kind: 'make-up', works: true, provisional: false })
  })

  it.each([
    [2019, 250], [2020, 249], [2021, 250], [2022, 249], [2023, 249], [2024, 251], [2025, 248], [2026, 248],
  ])('has in %i the number of working days that its notice gives', (year, expected) => {
    const days = Array.from({ length: 366 }, (_, index) => new Date(Date.UTC(year, 0, 1 + index)).toISOString().slice(0, 10))
      .filter((day) => day.startsWith(`${year}-`))
    expect(days.filter((day) => calendar.workday(day).works)).toHaveLength(expected)
  })

  it('flags a year without data as provisional and counts weekends only', () => {
    expect(addWorkingDays(on('2026-12-30'), 3)).toMatchObject({ dueAt: endOfShanghaiDay('2027-01-04'), provisional: true })
    expect(addWorkingDays(on('2018-12-28'), 3)).toMatchObject({ dueAt: endOfShanghaiDay('2019-01-03'), provisional: true })
    expect(addWorkingDays(on('2026-12-28'), 3)).toMatchObject({ provisional: false })
    expect(addWorkingDays(on('2026-09-30'), 3, new WorkingCalendar([]))).toEqual({ dueAt: endOfShanghaiDay('2026-10-05'), provisional: true })
  })

  it('counts days as Shanghai has them', () => {
    expect(shanghaiDay('2026-11-20T15:59:59.999Z')).toBe('2026-11-20')
    expect(shanghaiDay('2026-11-20T16:00:00.000Z')).toBe('2026-11-21')
    expect(endOfShanghaiDay('2026-11-20')).toBe('2026-11-20T15:59:59.999Z')
  })
})

describe('due times', () => {
  it('counts hours from the instant, days to the end of the day', () => {
    expect(dueAt({ hours: 24 }, on('2026-11-20'), calendar)).toEqual({ dueAt: on('2026-11-21'), provisional: false })
    expect(dueAt({ days: 7 }, on('2026-11-20'), calendar)).toEqual({ dueAt: endOfShanghaiDay('2026-11-27'), provisional: false })
    expect(dueAt({ workingDays: 3 }, on('2026-11-20'), calendar)).toMatchObject({ dueAt: endOfShanghaiDay('2026-11-25'), provisional: false })
  })
})

describe('calendar months', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'], ['2028-01-31', 1, '2028-02-29'], ['2026-03-31', 1, '2026-04-30'],
    ['2026-11-30', 3, '2027-02-28'], ['2026-12-15', 1, '2027-01-15'], ['2026-02-28', 1, '2026-03-28'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to)
    expect(addOffset(from, { months })).toBe(to)
  })
})
