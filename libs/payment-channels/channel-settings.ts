import type { KeyObject } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { misspeltSettings } from '@recourse/kernel'
import { addressProblem } from './play-money.js'

export type Environment = Readonly<Record<string, string | undefined>>

/** What the service reads for every channel. */
const OF_THE_SERVICE = ['TENANTS']

/**
 * A channel's settings from the environment, or undefined when nothing there begins with its prefix but what is its sandbox's; `NAME_FILE` gives a file that holds the
 * value of `NAME`.
 * @param others names below the prefix that the service reads for this channel only
 * @throws Error that names every setting that is missing, wrong or misspelt, never its value
 */
export const readChannelSettings = <Settings>(
  channel: string, prefix: string, environment: Environment, read: (settings: SettingsReader) => Settings, others: readonly string[] = [],
): Settings | undefined => {
  const given = Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith(`${prefix}SANDBOX_`)))
  if (!Object.keys(given).some((name) => name.startsWith(prefix))) return undefined
  const reader = new SettingsReader(given, prefix)
  const settings = read(reader)
  for (const name of [...OF_THE_SERVICE, ...others]) reader.optional(name)
  const problems = [...reader.problems, ...misspeltSettings(given, prefix, reader.known)]
  if (problems.length > 0) throw new Error(`settings of ${channel} that are missing or wrong:\n  ${problems.join('\n  ')}`)
  return settings
}

/** Notes every problem and goes on, so that all are told at once: whatever it answers after one is never used. Names are given without the channel's prefix. */
export class SettingsReader {
  readonly problems: string[] = []
  /** Whole names of what was asked for. */
  readonly known: string[] = []

  constructor(private readonly environment: Environment, private readonly prefix: string) {}

  required(name: string): string {
    const value = this.optional(name)
    this.check(Boolean(value), name, 'is not set')
    return value ?? ''
  }

  /** A file that is named has to be there, even where the value itself is set and goes before. */
  optional(name: string): string | undefined {
    const [direct, fromFile] = [`${this.prefix}${name}`, `${this.prefix}${name}_FILE`]
    this.known.push(direct, fromFile)
    const file = this.environment[fromFile]
    const text = file && this.fileText(file, fromFile)?.trim()
    return this.environment[direct] || text || undefined
  }

  /** A key in PEM. */
  key(name: string, create: (pem: string) => KeyObject): KeyObject {
    return this.keyFrom(this.required(name), name, create)
  }

  /** The keys in a folder, `<name>.pem` each, by name. */
  keysIn(name: string, create: (pem: string) => KeyObject): Map<string, KeyObject> {
    const folder = this.required(name)
    const files = this.filesIn(folder, name).filter((file) => file.endsWith('.pem'))
    return new Map(files.map((file) => [file.slice(0, -'.pem'.length), this.keyFrom(this.fileText(join(folder, file), file) ?? '', `${name}/${file}`, create)]))
  }

  /** See `addressProblem`. */
  address(name: string, given = this.optional(name)): string | undefined {
    const problem = given && addressProblem(`${this.prefix}${name}`, given, this.environment)
    if (problem) this.problems.push(problem)
    return given
  }

  wholeNumber(name: string): number | undefined {
    const text = this.optional(name)
    if (text === undefined) return undefined
    this.check(/^[1-9]\d{0,5}$/.test(text), name, 'is not a whole number above zero')
    return Number(text)
  }

  check(holds: boolean, name: string, otherwise: string): void {
    if (!holds) this.problems.push(`${this.prefix}${name} ${otherwise}`)
  }

  private keyFrom(pem: string, name: string, create: (pem: string) => KeyObject): KeyObject {
    try {
      return create(pem)
    } catch {
      this.check(false, name, 'is not a key in PEM')
      return undefined as unknown as KeyObject
    }
  }

  private filesIn(folder: string, name: string): string[] {
    try {
      return folder ? readdirSync(folder) : []
    } catch {
      this.check(false, name, 'cannot be read')
      return []
    }
  }

  private fileText(file: string, name: string): string | undefined {
    try {
      return readFileSync(file, 'utf8')
    } catch {
      this.problems.push(`${name} cannot be read`)
      return undefined
    }
  }
}
