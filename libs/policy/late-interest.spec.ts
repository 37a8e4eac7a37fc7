import { describe, expect, it } from '@jest/globals'
import { lateInterest_minor } from './late-interest.js'

describe('interest on money that comes late (MC12)', () => {
  it.each([
    ['a year at 3 %', 100_000, 300, '2026-01-01', '2027-01-01', 3_000],
    ['ten days at 3 %, rounded up', 100_000, 300, '2026-01-01', '2026-01-11', 83],
    ['on the day it is due', 100_000, 300, '2026-01-01', '2026-01-01', 0],
    ['before it is due', 100_000, 300, '2026-01-02', '2026-01-01', 0],
  ])('%s', (_, principal_minor, rate_bp, from, to, interest_minor) => {
    expect(lateInterest_minor(principal_minor, rate_bp, from, to)).toBe(interest_minor)
  })
})
