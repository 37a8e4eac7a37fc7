import { randomUUID } from 'node:crypto'
import type { AggregateStore, Executed } from '@recourse/event-store'
import { defineRefusals, type Actor, type Clock, type Refusal } from '@recourse/kernel'
import type { Pool } from 'pg'
import { quarantineDecider, quarantineStream } from './quarantine.js'

export type QuarantineStatus = 'open' | 'resolved' | 'skipped'

export interface QuarantinedEvent {
  readonly id: string
  readonly consumer: string
  readonly tenant: string
  readonly stream: string
  readonly version: number
  readonly position: string
  readonly event_id: string
  readonly event_type: string
  readonly error: string
  readonly attempts: number
  readonly first_failed_at: Date
  readonly status: QuarantineStatus
  readonly reason: string | null
  readonly decided_by: string | null
  readonly decided_at: Date | null
}

export interface QuarantineFilter {
  readonly status?: QuarantineStatus
  readonly tenant?: string
  readonly consumer?: string
}

const refuse = defineRefusals({
  NotQuarantined: { kind: 'not-found', en: 'No such event is quarantined', zh: '没有这样的隔离事件' },
})

const COLUMNS = ['id', 'consumer', 'tenant', 'stream', 'version', 'position', 'event_id', 'event_type', 'error', 'attempts', 'first_failed_at', 'status', 'reason', 'decided_by', 'decided_at']

/** Where operators see and decide about quarantined events. The consumer acts when the recorded decision reaches it. */
export class Quarantine {
  constructor(private readonly pool: Pool, private readonly aggregates: AggregateStore, private readonly clock: Clock) {}

  /** At most 1,000, oldest first; of a projection only those of the generation that readers see. */
  async list({ status, tenant, consumer }: QuarantineFilter = {}): Promise<QuarantinedEvent[]> {
    return this.read('($1::text IS NULL OR q.status = $1) AND ($2::text IS NULL OR q.tenant = $2) AND ($3::text IS NULL OR q.consumer = $3)', [status, tenant, consumer])
  }

  /** Tries again, in order, from the event that failed. `commandId`: the caller's Idempotency-Key. */
  async requestRetry(id: string, actor: Actor, commandId: string = randomUUID()): Promise<Executed | Refusal> {
    const event = await this.find(id)
    if (!event) return refuse('NotQuarantined')
    return this.aggregates.execute(quarantineDecider, quarantineStream(event.tenant, event), { type: 'RequestQuarantineRetry', ...placeOf(event), ...this.context(event, actor, commandId) })
  }

  /** Goes on after the event that failed, which this consumer then never handles. */
  async skip(id: string, reason: string, actor: Actor, commandId: string = randomUUID()): Promise<Executed | Refusal> {
    const event = await this.find(id)
    if (!event) return refuse('NotQuarantined')
    return this.aggregates.execute(quarantineDecider, quarantineStream(event.tenant, event), { type: 'SkipQuarantinedEvent', reason, ...placeOf(event), ...this.context(event, actor, commandId) })
  }

  private async find(id: string): Promise<QuarantinedEvent | undefined> {
    return (await this.read('q.id = $1', [id]))[0]
  }

  private async read(condition: string, values: unknown[]): Promise<QuarantinedEvent[]> {
    const { rows } = await this.pool.query<QuarantinedEvent>(
      `SELECT ${COLUMNS.map((column) => `q.${column}`).join(', ')} FROM quarantine q JOIN consumer_checkpoint c USING (consumer, generation)
       WHERE c.live AND ${condition} ORDER BY q.position LIMIT 1000`, values,
    )
    return rows
  }

  private context(event: QuarantinedEvent, actor: Actor, commandId: string) {
    return { id: commandId, tenant: event.tenant, actor, now: this.clock.now(), correlationId: event.event_id, causationId: event.event_id }
  }
}

const placeOf = ({ consumer, stream, version }: QuarantinedEvent) => ({ consumer, stream, version })
