import { expect, it, jest } from '@jest/globals'
import type { Logger } from '@recourse/platform'
import { loadRates } from '@recourse/policy'
import { warnOfMissingRate } from './missing-rate.js'

it.each([
  ['is known', '2026-09-19T15:59:59.999Z', 0],
  ['is not known', '2026-09-19T16:00:00.000Z', 1],
])('an LPR of today that %s is told accordingly', (_, now, times) => {
  const warn = jest.fn()
  warnOfMissingRate(loadRates(), { now: () => now }, { warn } as unknown as Logger)
  expect(warn).toHaveBeenCalledTimes(times)
})
