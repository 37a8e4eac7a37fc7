import { expect, it } from '@jest/globals'
import { RateLimit } from './rate-limit.js'

it('admits 150 requests and 6 errors in a second, and all again in the next', () => {
  let now = new Date('2026-11-22T08:00:00.000Z')
  const limit = new RateLimit(() => now)
  const admitted = () => Array.from({ length: 200 }, () => limit.admits()).filter(Boolean).length
  expect(admitted()).toBe(150)
  now = new Date('2026-11-22T08:00:01.000Z')
  for (let errors = 0; errors < 5; errors++) limit.countError()
  expect(limit.admits()).toBe(true)
  limit.countError()
  expect(limit.admits()).toBe(false)
  now = new Date('2026-11-22T08:00:02.000Z')
  expect(admitted()).toBe(150)
})
