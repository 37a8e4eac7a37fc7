import { randomInt } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { tableOf } from './report.js'
import { runSchedules } from './schedules.js'

const { RELIABILITY_SCHEDULES, RELIABILITY_SEED } = process.env
/** One that is always the same, and one that nobody has tried before. */
const SEEDS = RELIABILITY_SEED ? [Number(RELIABILITY_SEED)] : [20_261_122, randomInt(1, 2 ** 31)]
// The office looks after its transfers more often than in earnest.
process.env['BANK_TRANSFER_POLL_MS'] = '150'
const COUNT = Number(RELIABILITY_SCHEDULES ?? 80)
const LIMIT_ms = 300_000 + COUNT * 2_000

describe('random cases over every channel: money leaves exactly once, and every case ends (LS10, LS11, MC13)', () => {
  it.each(SEEDS)(`${COUNT} of them, seed %i`, async (seed) => {
    const { faults, figures } = await runSchedules(COUNT, seed, (line) => process.stderr.write(`seed ${seed}: ${line}\n`))
    if (RELIABILITY_SCHEDULES) process.stderr.write(`${tableOf(figures)}\n`)
    expect({ seed, faults }).toEqual({ seed, faults: [] })
  }, LIMIT_ms)
})
