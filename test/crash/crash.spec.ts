import { afterEach, describe, expect, it } from '@jest/globals'
import { faultsIn } from '@recourse/test-support/invariants'
import { useCrashSystem, type Failure } from './crash-system.js'
import { failpoints } from './failpoints.js'
import { walks, type WalkName } from './walks.js'

const used = useCrashSystem()
const LIMIT_ms = 180_000

const failures = (action: Failure['action']): [Failure, WalkName][] =>
  Object.entries(failpoints).flatMap(([failpoint, { walk, passes = [1], twice = false }]) =>
    passes.map((pass): [Failure, WalkName] => [{ failpoint, action, pass, twice }, walk]))

describe('whatever happens at any place where something is written, the money leaves once and the case ends (LS10)', () => {
  afterEach(used.test(async () => {
    await used.system.settled()
    expect(await faultsIn(used.system)).toEqual([])
  }), LIMIT_ms)

  describe.each(['throw', 'kill'] as const)('%s', (action) => {
    for (const [failure, walk] of failures(action)) {
      it(`at ${failure.failpoint}, pass ${failure.pass}${failure.twice ? ', and again' : ''}`, used.test(() => used.strike(failure, walks[walk])), LIMIT_ms)
    }
  })
})
