import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome } from './simulate.js'

const file = join(import.meta.dirname, 'seeds.txt')

export interface KnownSeed {
  readonly seed: number
  readonly commands: number
}

/** Every seed that ever failed: they are run again for ever. */
export const knownSeeds = (): KnownSeed[] =>
  readFileSync(file, 'utf8').split('\n').map((line) => /^(\d+) (\d+)/.exec(line)).filter((match) => match !== null)
    .map(([, seed, commands]) => ({ seed: Number(seed), commands: Number(commands) }))

/** Keeps a failing seed, once. */
export const keepSeed = ({ seed, commands, violations }: Outcome): void => {
  if (knownSeeds().some((known) => known.seed === seed && known.commands === commands)) return
  appendFileSync(file, `${seed} ${commands} ${violations[0]!.invariant}\n`)
}
