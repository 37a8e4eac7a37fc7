import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Role } from '@recourse/kernel'
import { CommandFailed } from './errors.js'

export const SERVICES = ['intake', 'audit', 'payout', 'after-care', 'analytics', 'relay'] as const
export type ServiceName = (typeof SERVICES)[number]

/** What `npm start` writes to `running.json` in its data folder: RECOURSE_DATA_DIR, else `<checkout>/.recourse`. */
export interface Running {
  readonly pid: number
  readonly dataDir: string
  readonly natsUrl: string | null
  readonly eventFeed: 'nats' | 'store'
  readonly services: Readonly<Record<string, string>>
  readonly tokens: Readonly<Record<string, string>>
  readonly processes: Readonly<Record<string, number>>
}

export interface Settings {
  /** Base URLs; a service that is not known is absent. */
  readonly urls: Readonly<Partial<Record<ServiceName, string>>>
  /** The token to use for a command that needs this role; undefined when none is known. */
  tokenFor(role: Role): string | undefined
  /** Present when a start on this machine was found, also when it has ended since (`alive` false). */
  readonly running: (Running & { readonly file: string; readonly alive: boolean }) | undefined
}

export interface Surroundings {
  readonly env: Readonly<NodeJS.ProcessEnv>
  /** Folders to look from, upwards, for a checkout that runs: first the working directory, then where this program lies. */
  readonly folders: readonly string[]
}

export const variableOf = (service: ServiceName): string => `RECOURSE_${service.toUpperCase().replaceAll('-', '_')}_URL`

/** `RECOURSE_*` settings win over a running start. Nothing found is not an error here: `doctor` has to work too. */
export const findSettings = ({ env, folders }: Surroundings): Settings => {
  const running = findRunning(env.RECOURSE_DATA_DIR ? [env.RECOURSE_DATA_DIR] : folders.flatMap(upwards).map((folder) => join(folder, '.recourse')))
  const live = running?.alive ? running : undefined
  const urls = Object.fromEntries(SERVICES.flatMap((service) => {
    const url = env[variableOf(service)] || live?.services[service]
    return url ? [[service, url.replace(/\/+$/, '')]] : []
  }))
  return { urls, running, tokenFor: (role) => env.RECOURSE_TOKEN || live?.tokens[role] }
}

const findRunning = (dataDirs: readonly string[]): Settings['running'] => {
  const file = dataDirs.map((dir) => join(dir, 'running.json')).find((path) => existsSync(path))
  if (!file) return undefined
  const running = readRunning(file)
  return { ...running, file, alive: isAlive(running.pid) }
}

const upwards = (folder: string): string[] => (dirname(folder) === folder ? [folder] : [folder, ...upwards(dirname(folder))])

const readRunning = (file: string): Running => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Running
  } catch (error) {
    throw new CommandFailed(`${file} cannot be read (${(error as Error).message}): run this as the user who ran \`npm start\`, or set RECOURSE_*_URL and RECOURSE_TOKEN.`)
  }
}

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
