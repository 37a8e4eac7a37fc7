import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { AggregateStore, openEventStore } from '@recourse/event-store'
import { addMilliseconds, type Instant, type RecordedEvent } from '@recourse/kernel'
import { startSandboxes, type RunningSandboxes } from '@recourse/payment-channels/testing'
import {
  ConsumerHost, createApplication, createLogger, DevelopmentIssuer, migrate, openInfrastructure, readConfig, type Config, type ServiceDefinition,
} from '@recourse/platform'
import { TestClock } from '@recourse/platform/testing'
import { createTestDatabase, eventually, testNatsUrl, type TestDatabase } from '@recourse/test-support'
import pg from 'pg'
import { afterCare } from '../../services/after-care/src/definition.js'
import { analytics } from '../../services/analytics/src/definition.js'
import { audit } from '../../services/audit/src/definition.js'
import { intake } from '../../services/intake/src/definition.js'
import { payout } from '../../services/payout/src/definition.js'
import { relay } from '../../services/relay/src/definition.js'

/** The views of everything that happens by time alone. */
const DEADLINES = ['stage_deadline', 'thread_deadline', 'payout_deadline', 'care_plan_deadline', 'corrective_action_deadline']

type Definition = Omit<ServiceDefinition, 'openEventStore'>

/**
 * All services as they run in production, at real ports, over one Postgres, one NATS and the channels' sandboxes, in one process, so that one clock can be
 * set forward for all of them: weeks pass in a moment, and nothing else is different.
 */
export class House {
  readonly urls: Record<string, string> = {}
  private history: AggregateStore['history']
  private readonly stops: (() => Promise<unknown>)[] = []

  private constructor(
    private readonly database: TestDatabase,
    private readonly clock: TestClock,
    private readonly config: Config,
    private readonly issuer: DevelopmentIssuer,
    readonly pool: pg.Pool,
  ) {}

  static async start(now: Instant): Promise<House> {
    const database = await createTestDatabase()
    const folder = mkdtempSync(join(tmpdir(), 'recourse-house-'))
    const config = configOf(database, folder)
    const { AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience, AUTH_JWKS_FILE: jwksFile, NODE_ENV: environment } = config
    const identities = await DevelopmentIssuer.open({ keyFile: join(folder, 'issuer-key.json'), jwksFile: jwksFile!, issuer, audience, environment })
    const house = new House(database, new TestClock(now), config, identities, new pg.Pool({ connectionString: database.url, max: 3 }))
    house.pool.on('error', () => {})
    house.stops.push(async () => rmSync(folder, { recursive: true }), () => database.drop(), () => house.pool.end(), () => dropStream(config))
    try {
      await house.open(join(folder, 'evidence'))
      return house
    } catch (error) {
      await house.stop()
      throw error
    }
  }

  private async open(evidence: string): Promise<void> {
    Object.assign(process.env, { EVIDENCE_DIR: evidence, BANK_TRANSFER_POLL_MS: '100' })
    const payoutPort = await freePort()
    const noticesTo = (channel: string): string => `http://127.0.0.1:${payoutPort}/channel-notices/${channel}`
    const sandboxes = await startSandboxes(this.database.url, { clock: () => new Date(this.now), noticesTo })
    this.stops.push(() => sandboxes.stop())
    this.urls['sandbox-bank'] = sandboxes.bank.url
    for (const definition of definitions(sandboxes)) {
      await migrate(this.database.url, definition.migrations)
      this.urls[definition.name] = await this.serve(definition, definition.name === 'payout' ? payoutPort : 0)
    }
  }

  private async serve(definition: Definition, port: number): Promise<string> {
    const infrastructure = {
      ...await openInfrastructure(this.config, createLogger(definition.name, this.config), definition.catalogue, openEventStore), clock: this.clock,
    }
    const onClock = { ...infrastructure, aggregates: new AggregateStore(infrastructure.store, infrastructure.codec, this.clock) }
    // Analytics reads every event there is, so it can decode them all.
    if (definition === analytics) this.history = (stream) => onClock.aggregates.history(stream)
    const parts = await definition.open(onClock)
    const host = new ConsumerHost(onClock, parts)
    const app: NestFastifyApplication = await createApplication({ ...definition, openEventStore: async () => infrastructure.store }, parts, onClock, host)
    this.stops.push(async () => {
      await host.stop()
      await app.close()
      await infrastructure.close()
    })
    await host.start()
    await app.listen(port, '127.0.0.1')
    return app.getUrl()
  }

  get now(): Instant {
    return this.clock.now()
  }

  /** For the next case, also back: the cases before it stay as they are. */
  setClock(instant: Instant): void {
    this.clock.instant = instant
  }

  forward(ms: number): void {
    this.setClock(addMilliseconds(this.now, ms))
  }

  /** Every event of these streams, one stream after the other. */
  async events(streams: readonly string[]): Promise<RecordedEvent[]> {
    const histories = await Promise.all(streams.map((stream) => this.history(stream)))
    return histories.flat()
  }

  /** A token for somebody of the tenant `demo`. */
  token(sub: string, role: string): Promise<string> {
    return this.issuer.sign({ sub, tenant: 'demo', roles: [role] })
  }

  /** Resolves once nobody has anything left to do: every event is seen, and no deadline is due. @throws Error when a consumer holds a case in quarantine. */
  async settled(): Promise<void> {
    await eventually('every consumer has seen every event and every deadline that is due has fired', async () => {
      const head = await this.headSeenByAll()
      return head !== undefined && !(await this.isSomethingDue()) && (await this.headSeenByAll()) === head
    }, 30_000)
  }

  /** Where the log ends; undefined while a consumer is behind that. */
  private async headSeenByAll(): Promise<string | undefined> {
    const authorization = `Bearer ${await this.token('operations-house', 'operations')}`
    const answer = await fetch(`${this.urls.audit}/operations/consumers`, { headers: { authorization } })
    const { items } = (await answer.json()) as { items: { consumer: string; head: string; behind: boolean; quarantined: number }[] }
    const held = items.filter(({ quarantined }) => quarantined > 0)
    if (held.length > 0) throw new Error(`in quarantine: ${JSON.stringify(held)}`)
    return items.every(({ behind }) => !behind) ? items[0]?.head : undefined
  }

  private async isSomethingDue(): Promise<boolean> {
    for (const deadlines of DEADLINES) {
      const { rowCount } = await this.pool.query(
        `SELECT 1 FROM ${deadlines} d WHERE d.due_at <= $2 AND NOT EXISTS (SELECT 1 FROM deadline_fired f WHERE f.deadlines = $1 AND f.tenant = d.tenant
           AND f.stream = d.stream AND f.name = d.name AND f.due_at = d.due_at AND (f.outcome IS NOT NULL OR f.retry_at > $2)) LIMIT 1`,
        [deadlines, this.now],
      )
      if (rowCount) return true
    }
    return false
  }

  async stop(): Promise<void> {
    for (const stop of this.stops.splice(0).reverse()) await stop()
  }
}

const configOf = (database: TestDatabase, folder: string): Config => {
  const name = `HOUSE_${randomUUID().replaceAll('-', '')}`.toUpperCase()
  return readConfig({
    NODE_ENV: 'test', HOST: '127.0.0.1', DATABASE_URL: database.url, EVENT_FEED: 'nats', NATS_URL: testNatsUrl(), NATS_STREAM: name, NATS_PREFIX: name.toLowerCase(),
    LOG_LEVEL: 'silent', MASTER_KEY: randomBytes(32).toString('base64'), AUTH_ISSUER: 'recourse-house', AUTH_JWKS_FILE: join(folder, 'jwks.json'),
  })
}

/** A stream reserves its storage for as long as it is there, and one server serves many houses. A house that did not start has none. */
const dropStream = async ({ NATS_URL, NATS_STREAM }: Config): Promise<void> => {
  const connection = await connect({ servers: NATS_URL })
  await (await jetstreamManager(connection)).streams.delete(NATS_STREAM).catch((error: Error) => {
    if (error.name !== 'StreamNotFoundError') throw error
  })
  await connection.close()
}

/** Known before anybody listens there, because the sandboxes call back. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const definitions = (sandboxes: RunningSandboxes): Definition[] => [intake, audit, payout(async ({ pool }) => sandboxes.channels(pool)), afterCare, analytics, relay]
