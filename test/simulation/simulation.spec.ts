import { describe, expect, it } from '@jest/globals'
import { FAULTS } from './faults.js'
import { DEFECTS, type Defect } from './sabotage.js'
import { keepSeed, knownSeeds } from './seeds.js'
import { replayOf, simulate, type Outcome, type Run } from './simulate.js'

const SEEDS = 2_000
/** Within so many seeds every defect that was put in on purpose is found. */
const SOON = 60
const PATIENCE_MS = 900_000

/** Runs of these that went wrong, each with how to see it again. */
const failures = async (runs: Iterable<Run>, told: (outcome: Outcome) => void = () => undefined): Promise<unknown[]> => {
  const failed: unknown[] = []
  for (const run of runs) {
    const outcome = await simulate(run)
    told(outcome)
    if (outcome.violations.length === 0) continue
    keepSeed(outcome)
    failed.push({ replay: replayOf(outcome), violations: outcome.violations })
  }
  return failed
}

const seedsFrom = function* (first: number, count: number): Iterable<Run> {
  for (let seed = first; seed < first + count; seed += 1) yield { seed }
}

/** The first seed that shows a defect. */
const found = async (defect: Defect): Promise<Outcome | undefined> => {
  for (const run of seedsFrom(1, SOON)) {
    const outcome = await simulate({ ...run, commands: 30, defect })
    if (outcome.violations.length > 0) return outcome
  }
  return undefined
}

const invariantsOf = ({ violations }: Outcome): string[] => violations.map(({ invariant }) => invariant.slice(0, 2))

describe('deterministic simulation', () => {
  it('does the same whenever a seed is run', async () => {
    for (const seed of [1, 2, 3]) {
      const [first, again] = [await simulate({ seed, commands: 25 }), await simulate({ seed, commands: 25 })]
      expect(again.traceHash).toBe(first.traceHash)
      expect(again.steps).toBe(first.steps)
    }
    expect((await simulate({ seed: 4, commands: 25 })).traceHash).not.toBe((await simulate({ seed: 5, commands: 25 })).traceHash)
  }, PATIENCE_MS)

  it('holds every invariant under every seed that ever failed', async () => {
    expect(await failures(knownSeeds())).toEqual([])
  }, PATIENCE_MS)

  it(`holds every invariant under ${SEEDS} seeds, in which every kind of fault strikes (LS10, LS11)`, async () => {
    const struck = new Set<string>()
    const failed = await failures(seedsFrom(1, SEEDS), (outcome) => {
      for (const fault of outcome.struck.keys()) struck.add(fault)
    })
    expect(failed).toEqual([])
    expect([...struck].sort()).toEqual([...FAULTS].sort())
  }, PATIENCE_MS)
})

describe('a defect that is put in on purpose is found', () => {
  it(`a new refund number after a time-out pays twice: within ${SOON} seeds (LS10)`, async () => {
    expect(invariantsOf((await found('new-number-after-timeout'))!)).toContain('I4')
  }, PATIENCE_MS)

  it(`policies that forget their checkpoint pay twice through a channel that forgets numbers: within ${SOON} seeds (LS10)`, async () => {
    expect(invariantsOf((await found('forgotten-checkpoint'))!)).toContain('I4')
  }, PATIENCE_MS)

  it(`a feed that drops an event leaves a view or a payout behind: within ${SOON} seeds`, async () => {
    const outcome = (await found('dropped-event'))!
    expect(['I5', 'I6']).toEqual(expect.arrayContaining([expect.stringMatching(invariantsOf(outcome).join('|'))]))
  }, PATIENCE_MS)

  it('and each of them has its test', () => {
    expect(DEFECTS).toEqual(['new-number-after-timeout', 'forgotten-checkpoint', 'dropped-event'])
  })
})
