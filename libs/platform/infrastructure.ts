import pg from 'pg'
import { AggregateStore, EventCodec, PostgresKeyRing, type EventStore, type KeyRing } from '@recourse/event-store'
import { NatsFeed, StoreFeed, type EventFeed } from '@recourse/event-flow'
import type { Clock, EventDefinition } from '@recourse/kernel'
import type { Config } from './config.js'
import { Metrics } from './http/metrics.js'
import type { Logger } from './logging.js'
import { NatsLink } from './nats-link.js'

export const systemClock: Clock = { now: () => new Date().toISOString() }

/** What every service stands on, opened once per process and closed in reverse order. */
export interface Infrastructure {
  readonly config: Config
  readonly logger: Logger
  readonly metrics: Metrics
  readonly clock: Clock
  readonly pool: pg.Pool
  readonly store: EventStore
  readonly keys: KeyRing
  readonly codec: EventCodec
  readonly aggregates: AggregateStore
  readonly feed: EventFeed
  readonly nats: NatsLink | undefined
  close(): Promise<void>
}

/** 32 bytes that wrap the keys of people and derive the keys of secret links. */
export const masterKeyOf = (config: Pick<Config, 'MASTER_KEY'>): Buffer => Buffer.from(config.MASTER_KEY, 'base64')

export type OpenEventStore = (config: Config) => Promise<EventStore>

export const openInfrastructure = async (config: Config, logger: Logger, catalogue: ReadonlyMap<string, EventDefinition>, openEventStore: OpenEventStore): Promise<Infrastructure> => {
  const metrics = new Metrics(String(logger.bindings().service))
  const pool = new pg.Pool({ connectionString: config.DATABASE_URL, max: 10 })
  pool.on('error', (error) => logger.warn({ error: error.message }, 'an idle database connection was lost'))
  const store = await openEventStore(config)
  const keys = new PostgresKeyRing({ connectionString: config.DATABASE_URL, masterKey: masterKeyOf(config) })
  const codec = new EventCodec(catalogue, keys)
  const nats = config.EVENT_FEED === 'nats' ? new NatsLink(config.NATS_URL!, logger) : undefined
  const natsFeed = nats && new NatsFeed({ store, connection: nats.connection, nats: { stream: config.NATS_STREAM, prefix: config.NATS_PREFIX } })
  return {
    config, logger, metrics, clock: systemClock, pool, store, keys, codec, nats,
    aggregates: new AggregateStore(store, codec, systemClock, (command, outcome) => metrics.commands.inc({ command, outcome })),
    feed: natsFeed ?? new StoreFeed(store),
    close: async () => {
      await natsFeed?.close()
      await nats?.close()
      await store.close()
      await keys.close()
      await pool.end()
    },
  }
}
