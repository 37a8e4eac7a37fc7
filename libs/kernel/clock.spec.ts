import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, isInstant, millisecondsBetween, toInstant } from './clock.js'

describe('instants', () => {
  it.each([
    ['2026-11-21T08:00:00Z', '2026-11-21T08:00:00.000Z'],
    ['2026-11-21T16:00+08:00', '2026-11-21T08:00:00.000Z'],
    ['2026-11-21T08:00:00.123456Z', '2026-11-21T08:00:00.123Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s', (written, instant) => {
    expect(toInstant(written)).toBe(instant)
    expect(isInstant(toInstant(written))).toBe(true)
  })

  it.each(['2026-11-21', '2026-11-21T08:00:00', '2026-02-30T08:00:00Z', '2025-02-29T08:00:00Z', '2026-13-01T08:00:00Z', '2026-11-21T25:00:00Z', '21.11.2026 08:00', 'now', ''])('%p is none', (written) => {
    expect(() => toInstant(written)).toThrow(RangeError)
    expect(isInstant(written)).toBe(false)
  })

  it('are ordered as text', () => {
    expect(addMilliseconds('2026-12-31T23:59:59.999Z', 1)).toBe('2027-01-01T00:00:00.000Z')
    expect(addMilliseconds('2026-12-31T23:59:59.999Z', 1) > '2026-12-31T23:59:59.999Z').toBe(true)
    expect(millisecondsBetween('2026-11-21T08:00:00.000Z', '2026-11-21T07:59:59.000Z')).toBe(-1000)
  })
})
