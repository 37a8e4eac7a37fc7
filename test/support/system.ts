import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll } from '@jest/globals'
import pg from 'pg'
import { Client } from './client.js'
import { createTestDatabase, type TestDatabase } from './database.js'
import { eventually } from './eventually.js'
import { launchSystem, root, type LaunchedSystem, type LaunchOptions } from './launch-system.mjs'
import { natsServerBinary } from './nats.js'

export { Client, HttpProblem, type Answer } from './client.js'

const TENANT = 'demo'

export interface Finished {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The whole system as real processes, with a database and a NATS of its own. */
export class System {
  private constructor(
    private readonly launched: LaunchedSystem,
    private readonly database: TestDatabase | undefined,
    /** Into the system's database. */
    readonly pool: pg.Pool,
    private readonly tokens: Tokens,
  ) {}

  static async start(options: Omit<LaunchOptions, 'databaseUrl' | 'natsBinary'> = {}): Promise<System> {
    const database = options.ownPostgres ? undefined : await createTestDatabase()
    try {
      const launched = await launchSystem({ ...options, natsBinary: natsServerBinary(), ...(database ? { databaseUrl: database.url } : {}) })
      const pool = new pg.Pool({ connectionString: launched.databaseUrl, max: 3 })
      pool.on('error', () => {})
      return new System(launched, database, pool, await tokensOf(launched))
    } catch (error) {
      await database?.drop()
      throw error
    }
  }

  /** Whoever holds this role, always the same person. */
  as(role: TestRole): Client {
    return new Client(this.launched.urls, this.tokens[role])
  }

  /** A customer of this name: whoever asks often is not trusted to the machine any more. */
  async customer(sub: string): Promise<Client> {
    return new Client(this.launched.urls, await this.launched.sign({ sub, tenant: TENANT, roles: ['customer'] }))
  }

  /** Somebody who may do everything, in this tenant or in another one. */
  almighty(where: 'here' | 'elsewhere'): Client {
    return new Client(this.launched.urls, this.tokens[where])
  }

  /** Somebody without a token. */
  get anybody(): Client {
    return new Client(this.launched.urls, undefined)
  }

  get urls(): Readonly<Record<string, string>> {
    return this.launched.urls
  }

  get databaseUrl(): string {
    return this.launched.databaseUrl
  }

  get natsUrl(): string {
    return this.launched.natsUrl
  }

  /** undefined while it is down. */
  pidOf(name: string): number | undefined {
    return this.launched.pidOf(name)
  }

  /** kill -9; the supervisor starts it again. */
  kill(name: string): Promise<void> {
    return this.launched.kill(name)
  }

  killNats(options?: { wipe?: boolean }): Promise<void> {
    return this.launched.killNats(options)
  }

  /** Resolves once a service answers that it is ready, also after a kill. */
  async ready(name: string): Promise<void> {
    await eventually(`${name} is ready`, async () => (await this.anybody.send(name, 'GET', '/health/ready')).status === 200)
  }

  /** Resolves once no consumer of the installation has anything left to do. */
  async settled(within_ms = 30_000): Promise<void> {
    const operator = this.as('operations')
    await eventually('every consumer has seen every event', async () => {
      const { items } = await operator.get<{ items: { consumer: string; behind: boolean; quarantined: number }[] }>('audit', '/operations/consumers')
      const poisoned = items.filter(({ quarantined }) => quarantined > 0)
      if (poisoned.length > 0) throw new Error(`in quarantine: ${JSON.stringify(poisoned)}`)
      const behind = items.filter((consumer) => consumer.behind)
      if (behind.length > 0) throw new Error(`behind: ${behind.map(({ consumer }) => consumer).join(', ')}`)
      return items.length > 0
    }, within_ms)
  }

  /** `recourse …` as an operator runs it, against this system. */
  recourse(...args: string[]): Promise<Finished> {
    return runCli(args, { ...cliEnvironment(this.launched.urls), RECOURSE_TOKEN: this.tokens.operator })
  }

  /** Logs, keys, evidence and what NATS keeps. */
  get dir(): string {
    return this.launched.dir
  }

  /** Text of every log. */
  logs(): string {
    return this.launched.logs().map(({ text }) => text).join('\n')
  }

  /** What the services complained about, to be shown when a test fails. */
  complaints(): string {
    return this.launched.logs().map(({ name, text }) => `${name}:\n${complaintsIn(text)}`).join('\n')
  }

  async stop(): Promise<void> {
    await this.pool.end()
    await this.launched.stop()
    await this.database?.drop()
  }
}

const ROLES = [
  'customer', 'agent', 'reviewer', 'doctor', 'supervisor', 'finance-maker', 'finance-checker', 'operations', 'auditor', 'importer', 'admin', 'service',
] as const
export type TestRole = (typeof ROLES)[number]

type Tokens = Readonly<Record<TestRole | 'operator' | 'here' | 'elsewhere', string>>

const tokensOf = async ({ sign }: LaunchedSystem): Promise<Tokens> => {
  const wanted = {
    ...Object.fromEntries(ROLES.map((role) => [role, { sub: subjectOf(role), tenant: TENANT, roles: [role] }])),
    operator: { sub: 'operator', tenant: TENANT, roles: ['importer', 'auditor', 'operations'] },
    here: { sub: 'almighty', tenant: TENANT, roles: ROLES },
    elsewhere: { sub: 'almighty', tenant: 'elsewhere', roles: ROLES },
  }
  return Object.fromEntries(await Promise.all(Object.entries(wanted).map(async ([name, request]) => [name, await sign(request)]))) as Tokens
}

/** The `sub` of whoever holds a role. */
export const subjectOf = (role: TestRole): string => `${role}-1`

export interface UsedSystem {
  /** @throws Error before it has started */
  readonly system: System
  /** Wraps a test so that its failure shows what the services complained about. */
  test(body: () => Promise<void>): () => Promise<void>
}

/** One system for all tests of a file: starts before the first, stops after the last. */
export const useSystem = (options: Parameters<typeof System.start>[0] = {}): UsedSystem => {
  let system: System | undefined
  beforeAll(async () => {
    system = await System.start(options)
  }, 90_000)
  afterAll(async () => {
    await system?.stop()
  }, 60_000)
  return {
    get system(): System {
      if (!system) throw new Error('the system did not start')
      return system
    },
    test: (body) => async () => {
      try {
        await body()
      } catch (error) {
        console.error(system?.complaints())
        throw error
      }
    },
  }
}

/** Runs the command line to its end. */
export const runCli = (args: readonly string[], env: NodeJS.ProcessEnv, cwd: string = root): Promise<Finished> => {
  const child = spawn(process.execPath, [join(root, 'services', 'cli', 'bin', 'recourse.mjs'), ...args], { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  return new Promise((resolve, reject) => child.once('error', reject).once('close', (code) => resolve({ code: code ?? -1, ...output })))
}

const cliEnvironment = (urls: Readonly<Record<string, string>>): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(urls).map(([name, url]) => [`RECOURSE_${name.toUpperCase().replaceAll('-', '_')}_URL`, url]))

// Warnings and worse, and whatever is not one of our log lines, such as a stack.
const complaintsIn = (log: string): string => log.split('\n').filter((line) => line !== '' && !/^\{"level":[123]0,/.test(line)).slice(-15).join('\n')
