import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, millisecondsBetween } from '@recourse/kernel'
import fc from 'fast-check'
import { dueAt, endOfShanghaiDay, explainDue, loadCalendar, shanghaiDay, startOfShanghaiDay, type DueDayKind, type ExplainedDue, type Pause } from './index.js'
import type { Due } from './pack.js'

const calendar = loadCalendar()
const HOUR_ms = 3_600_000
const on = (day: string, time = '10:00'): string => addMilliseconds(`${day}T${time}:00.000Z`, -8 * HOUR_ms)
const told = ({ days }: ExplainedDue): string[] =>
  days.map(({ day, kind, n, name }) => [day.slice(5), kind, n, name].filter((part) => part !== undefined).join(' '))

const COUNTS: readonly DueDayKind[] = ['counted', 'make-up', 'provisional']

describe('why something is due when it is due (LS13)', () => {
  it('names every day of three working days over a holiday with its make-up day', () => {
    const explained = explainDue({ workingDays: 3 }, on('2026-09-30'), calendar)
    expect(told(explained)).toEqual([
      '09-30 start', ...[1, 2, 3, 4, 5, 6, 7].map((day) => `10-0${day} holiday 国庆节`), '10-08 counted 1', '10-09 counted 2', '10-10 make-up 3',
    ])
    expect(explained).toMatchObject({
      dueAt: endOfShanghaiDay('2026-10-10'), provisional: false, calendarVersion: expect.stringMatching(/^cn-2026@[0-9a-f]{8}$/),
    })
  })

  it('counts 14 February 2026, a Saturday, because it is made up for', () => {
    const explained = explainDue({ workingDays: 3 }, on('2026-02-13'), calendar)
    expect(told(explained)).toEqual([
      '02-13 start', '02-14 make-up 1', ...[15, 16, 17, 18, 19, 20, 21, 22, 23].map((day) => `02-${day} holiday 春节`), '02-24 counted 2', '02-25 counted 3',
    ])
  })

  it('flags days of a year that no notice was read for', () => {
    const explained = explainDue({ workingDays: 3 }, on('2026-12-31'), calendar)
    expect(told(explained)).toEqual(['12-31 start', '01-01 provisional 1', '01-02 weekend', '01-03 weekend', '01-04 provisional 2', '01-05 provisional 3'])
    expect(explained.provisional).toBe(true)
    expect(explained.calendarVersion).toBeUndefined()
  })

  it('names the data of every year on the way', () => {
    expect(explainDue({ workingDays: 3 }, on('2025-12-30'), calendar).calendarVersion).toMatch(/^cn-2025@[0-9a-f]{8}\+cn-2026@[0-9a-f]{8}$/)
    expect(explainDue({ days: 3 }, on('2025-12-30'), calendar).calendarVersion).toBeUndefined()
  })
})

describe('a clock that stands still', () => {
  it('skips a day at whose end it stood still', () => {
    const pause = { from: on('2026-11-24', '09:00'), to: on('2026-11-26', '18:00') }
    expect(told(explainDue({ workingDays: 3 }, on('2026-11-23'), calendar, [pause]))).toEqual([
      '11-23 start', '11-24 paused', '11-25 paused', '11-26 counted 1', '11-27 counted 2', '11-28 weekend', '11-29 weekend', '11-30 counted 3',
    ])
    expect(told(explainDue({ days: 2 }, on('2026-11-23'), calendar, [pause]))).toEqual([
      '11-23 start', '11-24 paused', '11-25 paused', '11-26 counted 1', '11-27 counted 2',
    ])
  })

  it('counts a day within which it stood still and went on', () => {
    const pause = { from: on('2026-11-24', '09:00'), to: on('2026-11-24', '23:59') }
    expect(explainDue({ workingDays: 3 }, on('2026-11-23'), calendar, [pause])).toMatchObject({ dueAt: endOfShanghaiDay('2026-11-26') })
  })

  it('skips the last day of the customer\'s own time, which ends with that day', () => {
    const pause = { from: on('2026-11-23', '10:00'), to: endOfShanghaiDay('2026-11-24') }
    expect(told(explainDue({ workingDays: 1 }, on('2026-11-23'), calendar, [pause]))).toEqual(['11-23 start', '11-24 paused', '11-25 counted 1'])
  })

  it('adds its milliseconds to hours', () => {
    const pauses = [{ from: on('2026-11-23', '12:00'), to: on('2026-11-25', '13:00') }]
    expect(explainDue({ hours: 24 }, on('2026-11-23'), calendar, pauses)).toEqual({
      dueAt: on('2026-11-26', '11:00'), provisional: false,
      days: [
        { day: '2026-11-23', kind: 'start', counted_ms: 2 * HOUR_ms, paused_ms: 12 * HOUR_ms },
        { day: '2026-11-24', kind: 'paused', counted_ms: 0, paused_ms: 24 * HOUR_ms },
        { day: '2026-11-25', kind: 'counted', counted_ms: 11 * HOUR_ms, paused_ms: 13 * HOUR_ms },
        { day: '2026-11-26', kind: 'counted', counted_ms: 11 * HOUR_ms, paused_ms: 0 },
      ],
    })
  })

  it('does not count twice what overlaps, nor what lies outside', () => {
    const inside = { from: on('2026-11-23', '12:00'), to: on('2026-11-23', '13:00') }
    const pauses = [inside, inside, { from: on('2026-11-22'), to: on('2026-11-23') }, { from: on('2026-11-25'), to: on('2026-11-26') }]
    expect(dueAt({ hours: 24 }, on('2026-11-23'), calendar, pauses).dueAt).toBe(on('2026-11-24', '11:00'))
  })
})

describe('for any due time, beginning and pauses', () => {
  const some = fc.integer({ min: 1, max: 15 })
  const due: fc.Arbitrary<Due> = fc.oneof(some.map((workingDays) => ({ workingDays })), some.map((days) => ({ days })), some.map((hours) => ({ hours })))
  const from = fc.integer({ min: 0, max: 900 * 24 * 60 }).map((minutes) => addMilliseconds('2024-12-01T00:00:00.000Z', minutes * 60_000))
  const pausesAfter = (begin: string) => fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 9_000 })), { maxLength: 3 })
    .map((spans) => spans.map(([after, length]): Pause => {
      const pausedAt = addMilliseconds(begin, after * 60_000)
      return { from: pausedAt, to: addMilliseconds(pausedAt, length * 60_000) }
    }))
  const question = fc.tuple(due, from).chain(([asked, begin]) => pausesAfter(begin).map((pauses) => [asked, begin, pauses] as const))

  it('what is explained is what is due: the last counted day is the due day, and as many count as the pack says', () => {
    fc.assert(fc.property(question, ([asked, begin, pauses]) => {
      const explained = explainDue(asked, begin, calendar, pauses)
      expect(explained).toMatchObject(dueAt(asked, begin, calendar, pauses))
      const last = explained.days.at(-1)!
      expect(last.day).toBe(shanghaiDay(addMilliseconds(explained.dueAt, 'hours' in asked ? -1 : 0)))
      if ('hours' in asked) {
        expect(explained.days.reduce((sum, { counted_ms }) => sum + counted_ms!, 0)).toBe(asked.hours * HOUR_ms)
        expect(millisecondsBetween(begin, explained.dueAt)).toBe(explained.days.reduce((sum, { counted_ms, paused_ms }) => sum + counted_ms! + paused_ms!, 0))
      } else {
        expect(explained.days.flatMap(({ n }) => n ?? [])).toEqual(Array.from({ length: Object.values(asked)[0] as number }, (_, index) => index + 1))
        expect(explained.days.every(({ kind, n }) => COUNTS.includes(kind) === (n !== undefined))).toBe(true)
        expect(COUNTS).toContain(last.kind)
      }
      expect(explained.days.map(({ day }) => day)).toEqual([...new Set(explained.days.map(({ day }) => day))].sort())
    }), { numRuns: 400 })
  })

  it('beginning later is never due earlier', () => {
    fc.assert(fc.property(question, fc.integer({ min: 0, max: 5_000 }), ([asked, begin, pauses], minutes) => {
      expect(dueAt(asked, addMilliseconds(begin, minutes * 60_000), calendar, pauses).dueAt >= dueAt(asked, begin, calendar, pauses).dueAt).toBe(true)
    }), { numRuns: 400 })
  })

  it('a pause only ever moves it later, and one that begins after it not at all', () => {
    fc.assert(fc.property(question, fc.integer({ min: 0, max: 9_000 }), ([asked, begin, pauses], minutes) => {
      const without = dueAt(asked, begin, calendar).dueAt
      expect(dueAt(asked, begin, calendar, pauses).dueAt >= without).toBe(true)
      const pausedAt = addMilliseconds(without, 1)
      expect(dueAt(asked, begin, calendar, [{ from: pausedAt, to: addMilliseconds(pausedAt, minutes * 60_000) }]).dueAt).toBe(without)
    }), { numRuns: 400 })
  })

  it('one that covers its last moment always moves it: a deadline that fired while the clock stood still never meets the same due time again', () => {
    fc.assert(fc.property(due, from, fc.integer({ min: 0, max: 9_000 }), fc.integer({ min: 1, max: 9_000 }), (asked, begin, before, length) => {
      const without = dueAt(asked, begin, calendar).dueAt
      const before_ms = Math.max(1, Math.min(before * 60_000, millisecondsBetween(begin, without)))
      const pause = { from: addMilliseconds(without, -before_ms), to: addMilliseconds(without, length * 60_000) }
      expect(dueAt(asked, begin, calendar, [pause]).dueAt > without).toBe(true)
      expect(startOfShanghaiDay(shanghaiDay(without)) <= without).toBe(true)
    }), { numRuns: 400 })
  })
})
