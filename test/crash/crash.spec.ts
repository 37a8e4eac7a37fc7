import { afterEach, describe, expect, it } from '@jest/globals'
import { faultsIn } from '@recourse/test-support/invariants'
import { useCrashSystem, type Failures } from './crash-system.js'
import { aimsOf, steps, type WalkName } from './steps.js'
import { walks } from './walks.js'

const used = useCrashSystem()
const LIMIT_ms = 1_000_000

const failuresIn = (walk: WalkName, side: 'before' | 'after', action: 'throw' | 'kill'): Failures => {
  const { once, twice = [], throwing = {} } = aimsOf(walk)
  return Object.fromEntries([
    ...once.map((step) => [`${step}.${side}`, [action]] as const),
    ...twice.map((step) => [`${step}.${side}`, ['throw', action]] as const),
    ...Object.entries(throwing).map(([step, times]) => [`${step}.before`, Array.from({ length: times }, () => 'throw' as const)] as const),
  ])
}

describe('whatever happens at any place where something is written, the money leaves once and the case ends (LS10)', () => {
  afterEach(used.test(async () => {
    await used.system.settled(LIMIT_ms)
    expect(await faultsIn(used.system)).toEqual([])
  }), LIMIT_ms)

  describe.each(['throw', 'kill'] as const)('%s', (action) => {
    describe.each(['before', 'after'] as const)('%s each step', (side) => {
      it.each(Object.keys(steps) as WalkName[])('of %s', (walk) => used.test(() => used.strike(failuresIn(walk, side, action), walks[walk]))(), LIMIT_ms)
    })
  })
})
