import type { Fault as Violation } from '@recourse/test-support/invariants'
import type { Fault } from './faults.js'
import { faultsIn } from './judge.js'
import { Random } from './random.js'
import type { Defect } from './sabotage.js'
import { NotAtRest, World } from './world.js'

export interface Run {
  readonly seed: number
  /** How many commands people send; left out, it follows from the seed. */
  readonly commands?: number
  readonly defect?: Defect
  /** Told of every step. */
  onNote?(line: string): void
}

export interface Outcome {
  readonly seed: number
  readonly commands: number
  /** What is wrong; empty when every invariant holds. */
  readonly violations: readonly Violation[]
  /** Of every step: two runs of one seed have the same. */
  readonly traceHash: string
  readonly struck: ReadonlyMap<Fault, number>
  readonly steps: number
  readonly events: number
  /** Errors that runners met and got over, with how often. */
  readonly errors: ReadonlyMap<string, number>
}

/** Short runs find most; longer ones find what needs many cases of one order, or long logs. 38 on average. */
const commandsOf = (seed: number): number => {
  const random = new Random(~seed)
  const [least, most] = random.pick(LENGTHS)
  return random.between(least, most)
}

/** Of twenty seeds fourteen are short, five are long, and one sends two hundred commands. */
const LENGTHS: readonly (readonly [least: number, most: number])[] = [...Array.from({ length: 14 }, () => [4, 30] as const), ...Array.from({ length: 5 }, () => [30, 100] as const), [200, 200]]

/** One world from its first start until it is at rest, judged by the invariants. */
export const simulate = async ({ seed, commands = commandsOf(seed), defect, onNote }: Run): Promise<Outcome> => {
  const world = new World({ seed, commands, ...(defect ? { defect } : {}), ...(onNote ? { onNote } : {}) })
  const violations = await world.run().then(() => faultsIn(world), (error: unknown) => [violationOf(error)])
  return {
    seed, commands, violations, traceHash: world.scheduler.traceHash, struck: world.faults.counts, steps: world.scheduler.steps, events: Number(world.log.head), errors: world.errors,
  }
}

const violationOf = (error: unknown): Violation => (error instanceof NotAtRest
  ? { invariant: 'I5 the system comes to rest once faults stop', details: error.message }
  : { invariant: 'the simulation runs to its end', details: error instanceof Error ? error.stack : String(error) })

/** How to see it again. */
export const replayOf = ({ seed, commands }: Pick<Outcome, 'seed' | 'commands'>): string => `npm run simulate -- --seed ${seed} --commands ${commands} --trace`
