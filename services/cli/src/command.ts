import type { ParseArgsConfig } from 'node:util'
import type { Context } from './context.js'
import { UsageError, type ExitCode } from './errors.js'

export type Flags = Readonly<Record<string, string | boolean | undefined>>

export interface Arguments {
  readonly flags: Flags
  readonly positionals: readonly string[]
}

/** A use of the command line; `name` is one word or two. */
export interface CliCommand {
  readonly name: string
  /** What stands after `recourse`, for the help. */
  readonly usage: string
  readonly summary: string
  readonly flags?: NonNullable<ParseArgsConfig['options']>
  /** Names of the positional arguments; a name in brackets may be left out. */
  readonly positionals?: readonly string[]
  /** Seconds that a request is repeated for when nothing is said by --patience. */
  readonly patience_s?: number
  run(context: Context, args: Arguments): Promise<ExitCode>
}

export const stringFlag = (flags: Flags, name: string): string | undefined => {
  const value = flags[name]
  return typeof value === 'string' ? value : undefined
}

/** @throws UsageError */
export const neededFlag = (flags: Flags, name: string, example: string): string => {
  const value = stringFlag(flags, name)
  if (!value) throw new UsageError(`--${name} is missing: for example --${name} ${example}`)
  return value
}

/** @throws UsageError */
export const positiveFlag = (flags: Flags, name: string): number | undefined => {
  const value = stringFlag(flags, name)
  if (value === undefined) return undefined
  if (!/^\d{1,9}$/.test(value) || Number(value) === 0) throw new UsageError(`--${name} takes a whole number above 0, not ${value}`)
  return Number(value)
}
