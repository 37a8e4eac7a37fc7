import { setTimeout as delay } from 'node:timers/promises'
import { parseStreamName } from '@recourse/kernel'
import pg from 'pg'
import {
  READ_LIMIT, START, StoreUnavailable, VersionConflict, type AppendResult, type EventStore, type EventToAppend, type Position, type StoredEvent,
} from '../port.js'
import { AppendQueue, type Append } from './append-queue.js'
import { asStoreError } from './database-errors.js'
import { WakeUp } from './wake-up.js'

const RETRY_MS = [50, 100, 200, 500, 1_000, 2_000]

interface EventRow extends EventToAppend {
  readonly position: string
  readonly stream: string
  readonly version: number
}

interface OutcomeRow {
  readonly outcome: 'appended' | 'repeated' | 'conflict'
  readonly last_version: number
  readonly last_position: string
}

const COLUMNS = 'position, stream, version, id, type, body, hash'

const toPosition = (position: string): Position => position.padStart(20, '0')

const fromPosition = (position: Position): string => (position === START ? '0' : position)

const toStored = ({ position, ...event }: EventRow): StoredEvent => ({ ...event, position: toPosition(position) })

/** The log in one Postgres table (see migrations/). Positions are 1, 2, 3 … in commit order, as 20 digits. */
export class PostgresEventStore implements EventStore {
  private readonly pool: pg.Pool
  private readonly appends: AppendQueue<AppendResult>
  private readonly wakeUp: WakeUp
  private readonly running = new Set<Promise<unknown>>()
  private readonly closing = new AbortController()

  /** @param config connection string, or a `pg` pool configuration. By default 4 connections, one of which appends, and one more while anybody subscribes. */
  constructor(config: string | pg.PoolConfig) {
    const settings: pg.PoolConfig = {
      max: 4, connectionTimeoutMillis: 5_000, query_timeout: 15_000, keepAlive: true, application_name: 'recourse-event-store',
      ...(typeof config === 'string' ? { connectionString: config } : config),
    }
    this.pool = new pg.Pool(settings)
    // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
    this.pool.on('error', () => undefined)
    this.appends = new AppendQueue((batch) => this.sendBatch(batch))
    this.wakeUp = new WakeUp(settings)
  }

  async append(stream: string, expectedVersion: number, events: readonly EventToAppend[]): Promise<AppendResult> {
    if (events.length === 0) throw new RangeError('an append needs at least one event')
    if (this.closing.signal.aborted) throw new StoreUnavailable('the store was closed')
    if (new Set(events.map((event) => event.id)).size < events.length) throw new VersionConflict(stream, expectedVersion, await this.versionOf(stream))
    return this.appends.add(stream, expectedVersion, events)
  }

  async readStream(stream: string, fromVersion = 1, limit = READ_LIMIT): Promise<StoredEvent[]> {
    const rows = await this.query<EventRow>('read_stream', `SELECT ${COLUMNS} FROM event WHERE stream = $1 AND version >= $2 ORDER BY version LIMIT $3`, [
      stream, fromVersion, Math.min(limit, READ_LIMIT),
    ])
    return rows.map(toStored)
  }

  async readAll(after: Position, limit = READ_LIMIT): Promise<StoredEvent[]> {
    const rows = await this.query<EventRow>('read_all', `SELECT ${COLUMNS} FROM event WHERE position > $1 ORDER BY position LIMIT $2`, [
      fromPosition(after), Math.min(limit, READ_LIMIT),
    ])
    return rows.map(toStored)
  }

  async head(): Promise<Position> {
    const [row] = await this.query<{ position: string }>('head', 'SELECT position FROM event ORDER BY position DESC LIMIT 1', [])
    return row ? toPosition(row.position) : START
  }

  async *subscribe(after: Position, signal: AbortSignal): AsyncIterable<StoredEvent[]> {
    const end = AbortSignal.any([signal, this.closing.signal])
    let position = after
    this.wakeUp.enter()
    try {
      while (!end.aborted) {
        const seen = this.wakeUp.count
        const page = await this.readPatiently(position, end)
        if (end.aborted) return
        if (page.length === 0) {
          await this.wakeUp.next(seen, end)
          continue
        }
        position = page.at(-1)!.position
        yield page
      }
    } finally {
      this.wakeUp.leave()
    }
  }

  async firstGap(): Promise<Position | undefined> {
    const [row] = await this.query<{ position: string }>('first_gap', `
      SELECT position - 1 AS position FROM (SELECT position, lag(position, 1, 0::bigint) OVER (ORDER BY position) AS before FROM event) AS neighbours
      WHERE position <> before + 1 ORDER BY position LIMIT 1`, [])
    return row && toPosition(row.position)
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return
    this.closing.abort()
    await this.appends.drained()
    // The pool forgets queries that wait for a connection when it ends.
    await Promise.allSettled(this.running)
    await this.pool.end()
  }

  /** A subscription outlives the database: it asks again until there is an answer. */
  private async readPatiently(after: Position, signal: AbortSignal): Promise<StoredEvent[]> {
    for (let failures = 0; ; failures += 1) {
      try {
        return await this.readAll(after)
      } catch (error) {
        if (signal.aborted) return []
        if (!(error instanceof StoreUnavailable)) throw error
        await delay(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)], undefined, { signal }).catch(() => undefined)
      }
    }
  }

  private async sendBatch(batch: readonly Append<AppendResult>[]): Promise<void> {
    try {
      const outcomes = await this.appendRows(batch)
      batch.forEach((append, index) => settle(append, outcomes[index]!))
    } catch (error) {
      // One append that the database cannot even read (a malformed id) must not fail its neighbours.
      if (batch.length > 1 && !(error instanceof StoreUnavailable)) for (const append of batch) await this.sendBatch([append])
      else for (const append of batch) append.reject(error)
    }
  }

  private async appendRows(batch: readonly Append<AppendResult>[]): Promise<OutcomeRow[]> {
    const events = batch.flatMap((append) => append.events)
    return this.query<OutcomeRow>('append', 'SELECT outcome, last_version, last_position FROM append_events($1, $2, $3, $4, $5, $6, $7, $8)', [
      batch.map(({ stream }) => stream),
      batch.map(({ stream }) => parseStreamName(stream).tenant),
      batch.map(({ expectedVersion }) => expectedVersion),
      batch.map((append) => append.events.length),
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map(({ body }) => body),
      events.map(({ hash }) => hash),
    ])
  }

  private async versionOf(stream: string): Promise<number> {
    const [row] = await this.query<{ version: number }>('version', 'SELECT version FROM event WHERE stream = $1 ORDER BY version DESC LIMIT 1', [stream])
    return row?.version ?? 0
  }

  /** A named statement: parsed and planned once per connection. */
  private async query<Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    const running = this.pool.query<Row>({ name, text, values: [...values] })
    this.running.add(running)
    try {
      return (await running).rows
    } catch (error) {
      throw asStoreError(error)
    } finally {
      this.running.delete(running)
    }
  }
}

const settle = (append: Append<AppendResult>, { outcome, last_version, last_position }: OutcomeRow): void => {
  if (outcome === 'conflict') append.reject(new VersionConflict(append.stream, append.expectedVersion, last_version))
  else append.resolve({ version: last_version, position: toPosition(last_position) })
}
