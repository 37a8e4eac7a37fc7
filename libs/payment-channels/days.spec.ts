import { expect, it } from '@jest/globals'
import { boundsOfDay, CHINA_UTC_OFFSET_MIN, dayOf } from './days.js'

it('a day in China begins at four in the afternoon, UTC, of the day before', () => {
  const { from, before } = boundsOfDay('2026-03-01', CHINA_UTC_OFFSET_MIN)
  expect([from, before]).toEqual(['2026-02-28T16:00:00.000Z', '2026-03-01T16:00:00.000Z'])
  expect([dayOf(from, CHINA_UTC_OFFSET_MIN), dayOf(before, CHINA_UTC_OFFSET_MIN)]).toEqual(['2026-03-01', '2026-03-02'])
  expect(dayOf('2026-02-28T15:59:59.999Z', CHINA_UTC_OFFSET_MIN)).toBe('2026-02-28')
})

it.each(['', '2026-02-30', '2026-1-1', '20260101', '2026-01-01T00:00:00Z'])('%s is no day', (day) => {
  expect(() => boundsOfDay(day, 0)).toThrow(RangeError)
})
