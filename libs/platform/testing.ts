import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitForPosition, type CommandFields } from '@recourse/event-flow'
import { AggregateStore, PostgresEventStore, type Executed } from '@recourse/event-store'
import { isRefusal, parseStreamName, type Actor, type Clock, type Command, type Decider, type Instant, type Role } from '@recourse/kernel'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { DevelopmentIssuer } from './auth/development-issuer.js'
import { readConfig, type Config } from './config.js'
import { openInfrastructure, systemClock, type Infrastructure } from './infrastructure.js'
import { createLogger, type Logger } from './logging.js'
import { migrate } from './migrate.js'
import { ConsumerHost } from './operations/consumer-host.js'
import { createApplication, type ServiceDefinition } from './service.js'

/** A clock that stands still until it is set. */
export class TestClock implements Clock {
  constructor(public instant: Instant) {}

  now(): Instant {
    return this.instant
  }
}

export interface TestServiceOptions {
  /** What commands, deciders and deadlines see as now; the system's clock when left out. */
  readonly clock?: Clock
  /** False: projections, policies and deadlines do not run. */
  readonly consumers?: boolean
  /** Settings other than those of every spec, as the environment would give them. */
  readonly settings?: Readonly<Record<string, string>>
  /** Where log lines go; nowhere when left out. */
  readonly logger?: Logger
}

export interface TestAnswer {
  readonly status: number
  /** Parsed JSON, else text. */
  readonly body: any
  readonly bytes: Buffer
  readonly headers: Readonly<Record<string, unknown>>
}

export interface RequestHeaders {
  /** Idempotency-Key; a new one each time when left out, none when null. */
  readonly key?: string | null
  /** If-Match. */
  readonly version?: number
  readonly language?: string
  /** Any others, by their lower-case names. */
  readonly others?: Readonly<Record<string, string>>
}

/** Requests in one person's name. */
export interface TestClient {
  get(path: string, headers?: RequestHeaders): Promise<TestAnswer>
  /** Text and bytes go as they are, everything else as JSON. */
  post(path: string, body?: unknown, headers?: RequestHeaders): Promise<TestAnswer>
}

/** Who a client is. Left out: the id is the role's name, the tenant `demo`. */
export interface TestIdentity {
  readonly id?: string
  readonly tenant?: string
}

/** A service on a database of its own, driven by `inject`: everything but the network is real. */
export interface TestService {
  readonly infrastructure: Infrastructure
  readonly host: ConsumerHost
  as(roles: Role | readonly Role[], identity?: TestIdentity): TestClient
  readonly anonymous: TestClient
  /** What a client of that name sends in its Authorization header. */
  credentials(roles: Role | readonly Role[], identity?: TestIdentity): Promise<string>
  /** Opens a real port, for what `inject` cannot carry: streams. Answers its URL. */
  listen(): Promise<string>
  /** What happened before, past HTTP: sends a command to a stream of any service. @throws Error when it is refused. */
  given<State, C extends Command>(decider: Decider<State, C>, stream: string, fields: CommandFields<C>, actor?: Actor): Promise<Executed>
  /** Resolves when a projection or policy has handled everything up to a position. @throws Error after 20 s. */
  handled(consumer: string, position: string): Promise<void>
  close(): Promise<void>
}

const SERVICE: Actor = { id: 'spec', roles: ['service'] }

/** `const service = await startTestService(definition)` in `beforeAll`, `await service.close()` in `afterAll`. */
export const startTestService = async (definition: Omit<ServiceDefinition, 'openEventStore'>, options: TestServiceOptions = {}): Promise<TestService> => {
  const database = await createTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'recourse-spec-'))
  const { config, issuer } = await identityProvider(database, folder, options.settings)
  await migrate(database.url, definition.migrations)
  const infrastructure = await openTestInfrastructure(config, definition, options)
  const parts = await definition.open(infrastructure)
  const host = new ConsumerHost(infrastructure, parts)
  const app = await createApplication({ ...definition, openEventStore: async () => infrastructure.store }, parts, infrastructure, host)
  await app.getHttpAdapter().getInstance().ready()
  if (options.consumers !== false) await host.start()
  const credentials: TestService['credentials'] = async (roles, { id = [roles].flat()[0]!, tenant = 'demo' } = {}) =>
    `Bearer ${await issuer.sign({ sub: id, tenant, roles: [roles].flat() })}`
  return {
    infrastructure, host,
    anonymous: clientOf(app, async () => ({})),
    as: (roles, identity) => clientOf(app, async () => ({ authorization: await credentials(roles, identity) })),
    credentials,
    listen: async () => {
      await app.listen(0, '127.0.0.1')
      return app.getUrl()
    },
    given: (decider, stream, fields, actor = SERVICE) => give(infrastructure, decider, stream, fields, actor),
    handled: async (consumer, position) => {
      if (!(await waitForPosition(infrastructure.pool, consumer, position, 20_000))) throw new Error(`${consumer} did not get to ${position} within 20 s`)
    },
    close: async () => {
      await host.stop()
      await app.close()
      await infrastructure.close()
      await database.drop()
      rmSync(folder, { recursive: true })
    },
  }
}

const identityProvider = async (
  database: TestDatabase, folder: string, settings: Readonly<Record<string, string>> = {},
): Promise<{ config: Config; issuer: DevelopmentIssuer }> => {
  const jwksFile = join(folder, 'jwks.json')
  const config = readConfig({
    NODE_ENV: 'test', DATABASE_URL: database.url, EVENT_FEED: 'store', LOG_LEVEL: 'silent', MASTER_KEY: randomBytes(32).toString('base64'),
    AUTH_ISSUER: 'recourse-spec', AUTH_JWKS_FILE: jwksFile, ...settings,
  })
  const { AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience, NODE_ENV: environment } = config
  return { config, issuer: await DevelopmentIssuer.open({ keyFile: join(folder, 'issuer-key.json'), jwksFile, issuer, audience, environment }) }
}

const openTestInfrastructure = async (
  config: Config, { name, catalogue }: Pick<ServiceDefinition, 'name' | 'catalogue'>,
  { clock = systemClock, logger = createLogger(name, config) }: TestServiceOptions,
): Promise<Infrastructure> => {
  const infrastructure = await openInfrastructure(config, logger, catalogue, async () => new PostgresEventStore(config.DATABASE_URL))
  return { ...infrastructure, clock, aggregates: new AggregateStore(infrastructure.store, infrastructure.codec, clock) }
}

const clientOf = (app: NestFastifyApplication, credentials: () => Promise<Record<string, string>>): TestClient => {
  const send = async (method: 'GET' | 'POST', url: string, payload: unknown, { key, version, language, others }: RequestHeaders): Promise<TestAnswer> => {
    const headers = {
      ...(await credentials()),
      ...others,
      ...(method === 'POST' && key !== null ? { 'idempotency-key': key ?? randomUUID() } : {}),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      ...(language ? { 'accept-language': language } : {}),
    }
    const answer = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload: payload as object | string | Buffer }) })
    const isJson = String(answer.headers['content-type']).includes('json')
    return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload, body: isJson ? (JSON.parse(answer.body) as unknown) : answer.body }
  }
  return {
    get: (path, headers = {}) => send('GET', path, undefined, headers),
    post: (path, body, headers = {}) => send('POST', path, body, headers),
  }
}

const give = async <State, C extends Command>(
  { aggregates, clock }: Infrastructure, decider: Decider<State, C>, stream: string, fields: CommandFields<C>, actor: Actor,
): Promise<Executed> => {
  const context = { id: randomUUID(), tenant: parseStreamName(stream).tenant, actor, now: clock.now(), correlationId: 'spec' }
  const outcome = await aggregates.execute(decider as Decider<any, any>, stream, { ...(fields as object), ...context })
  if (isRefusal(outcome)) throw new Error(`given ${fields.type} was refused: ${outcome.code} ${JSON.stringify(outcome.details)}`)
  return outcome
}
