import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { FAULTS } from './faults.js'
import { DEFECTS, type Defect } from './sabotage.js'
import { knownSeeds } from './seeds.js'
import { replayOf, simulate, type Outcome, type Run } from './simulate.js'

const SEEDS = 2_000
/** Within so many seeds every defect that was put in on purpose is found. */
const SOON = 60
/** Some minutes of a processor, which others may want as well. */
const PATIENCE_MS = 1_800_000

/** Runs of these that went wrong, each with how to see it again. */
const failures = async (runs: Iterable<Run>): Promise<unknown[]> => {
  const failed: unknown[] = []
  for (const run of runs) {
    const outcome = await simulate(run)
    if (outcome.violations.length > 0) failed.push({ replay: replayOf(outcome), violations: outcome.violations })
  }
  return failed
}

/** `npm run simulate`, which is quicker in a process of its own than among tests. */
const simulated = async (seeds: number): Promise<{ code: number | null; output: string }> => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('run.mjs', import.meta.url)), '--seeds', String(seeds)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve))
  const output = await text(child.stdout)
  return { code: await ended, output }
}

/** Whether one of the first seeds shows a defect by breaking one of these invariants. */
const isFound = async (defect: Defect, by: readonly string[]): Promise<boolean> => {
  for (let seed = 1; seed <= SOON; seed += 1) {
    const outcome = await simulate({ seed, commands: 30, defect })
    if (invariantsOf(outcome).some((invariant) => by.includes(invariant))) return true
  }
  return false
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
    const { code, output } = await simulated(SEEDS)
    expect({ code, failed: output.split('\n').filter((line) => /FAILS|replay/.test(line)) }).toEqual({ code: 0, failed: [] })
    const struck = [...output.matchAll(/(\d+) × ([a-z-]+)/g)].filter(([, times]) => Number(times) > 0).map(([, , fault]) => fault)
    expect(struck.sort()).toEqual([...FAULTS].sort())
  }, PATIENCE_MS)
})

describe('a defect that is put in on purpose is found', () => {
  it(`a new refund number after a time-out pays twice: within ${SOON} seeds (LS10)`, async () => {
    expect(await isFound('new-number-after-timeout', ['I4'])).toBe(true)
  }, PATIENCE_MS)

  it(`policies that forget their checkpoint pay twice through a channel that forgets numbers: within ${SOON} seeds (LS10)`, async () => {
    expect(await isFound('forgotten-checkpoint', ['I4'])).toBe(true)
  }, PATIENCE_MS)

  it(`a feed that drops an event leaves a view or a payout behind: within ${SOON} seeds`, async () => {
    expect(await isFound('dropped-event', ['I5', 'I6'])).toBe(true)
  }, PATIENCE_MS)

  it(`a store that says of an append that it is done, and loses it: within ${SOON} seeds`, async () => {
    expect(await isFound('lost-append', ['I1'])).toBe(true)
  }, PATIENCE_MS)

  it(`an event that somebody edits: within ${SOON} seeds`, async () => {
    expect(await isFound('edited-event', ['I8'])).toBe(true)
  }, PATIENCE_MS)

  it(`a desk that sends although its channel is stopped: within ${SOON} seeds`, async () => {
    expect(await isFound('unseen-stop', ['I4'])).toBe(true)
  }, PATIENCE_MS)

  it(`an inbox that believes a notice instead of asking the channel: within ${SOON} seeds`, async () => {
    expect(await isFound('believed-notice', ['I4'])).toBe(true)
  }, PATIENCE_MS)

  it('and each of them has its test', () => {
    expect(DEFECTS).toEqual(['new-number-after-timeout', 'forgotten-checkpoint', 'dropped-event', 'lost-append', 'edited-event', 'unseen-stop', 'believed-notice'])
  })
})
