import type { StoredEvent } from '@recourse/event-store'
import { parseStreamName, type RecordedEvent } from '@recourse/kernel'
import { describe, type ConsumerId } from './checkpoint.js'
import { isQuarantineDecision, quarantineId, QuarantineEventSkipped, type QuarantineDecision } from './quarantine.js'
import type { Queryable } from './transaction.js'

interface Held {
  readonly version: number
  attempts: number
}

type Change =
  | { readonly kind: 'failed'; readonly event: StoredEvent; readonly error: unknown; readonly attempts: number }
  | { readonly kind: 'resolved' | 'skipped'; readonly stream: string; readonly version: number; readonly decision: QuarantineDecision }

/** A stream that may go on at version `from`, which was tried `attempts` times before; `skipped` is the version that was passed over. */
export interface Released {
  readonly stream: string
  readonly from: number
  readonly attempts: number
  readonly skipped?: number
}

/** Streams that one consumer cannot get past, and what changes about them in the page in hand. Only its leased runner writes them. */
export class QuarantineLedger {
  private readonly held = new Map<string, Held>()
  private changes: Change[] = []

  private constructor(private readonly id: ConsumerId) {}

  static async read(client: Queryable, id: ConsumerId): Promise<QuarantineLedger> {
    const ledger = new QuarantineLedger(id)
    const { rows } = await client.query<{ stream: string } & Held>(
      `SELECT stream, version, attempts FROM quarantine WHERE consumer = $1 AND generation = $2 AND status = 'open'`, [id.consumer, id.generation],
    )
    for (const { stream, version, attempts } of rows) ledger.held.set(stream, { version, attempts })
    return ledger
  }

  /** As it is now, to go back to when what comes next breaks off. */
  copy(): QuarantineLedger {
    const copy = new QuarantineLedger(this.id)
    for (const [stream, held] of this.held) copy.held.set(stream, held)
    copy.changes = [...this.changes]
    return copy
  }

  holds(stream: string): boolean {
    return this.held.has(stream)
  }

  /** From now on the events of its stream wait, this one first. */
  hold(event: StoredEvent, error: unknown, attempts: number): void {
    this.held.set(event.stream, { version: event.version, attempts })
    this.changes.push({ kind: 'failed', event, error, attempts })
  }

  /**
   * Lets a stream go again if the decision is about what is held here.
   * A decision about another consumer, or about what went well here in the meantime, is nothing.
   */
  release(event: RecordedEvent): Released | undefined {
    if (!isQuarantineDecision(event) || event.data.consumer !== this.id.consumer) return undefined
    const { stream, version } = event.data
    const held = this.held.get(stream)
    if (held?.version !== version) return undefined
    const skipped = event.type === QuarantineEventSkipped.type
    this.held.delete(stream)
    this.changes.push({ kind: skipped ? 'skipped' : 'resolved', stream, version, decision: event })
    return skipped ? { stream, from: version + 1, attempts: 0, skipped: version } : { stream, from: version, attempts: held.attempts }
  }

  /** Whether there is anything to save. */
  get isChanged(): boolean {
    return this.changes.length > 0
  }

  /** Writes the changes of the page, in their order, in the page's transaction. */
  async save(client: Queryable): Promise<void> {
    for (const change of this.changes) {
      if (change.kind === 'failed') await this.saveFailure(client, change)
      else await this.saveDecision(client, change)
    }
    this.changes = []
  }

  private async saveFailure(client: Queryable, { event, error, attempts }: Extract<Change, { kind: 'failed' }>): Promise<void> {
    const { consumer, generation } = this.id
    const { stream, version, position, id, type } = event
    await client.query(
      `INSERT INTO quarantine (id, consumer, generation, tenant, stream, version, position, event_id, event_type, error, attempts, status)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open')
       ON CONFLICT (consumer, generation, stream, version) DO UPDATE SET error = excluded.error, attempts = excluded.attempts, status = 'open'`,
      [quarantineId({ consumer, stream, version }), consumer, generation, parseStreamName(stream).tenant, stream, version, position, id, type, describe(error), attempts],
    )
  }

  private async saveDecision(client: Queryable, { kind, stream, version, decision }: Exclude<Change, { kind: 'failed' }>): Promise<void> {
    await client.query(
      `UPDATE quarantine SET status = $5, reason = $6, decided_by = $7, decided_at = $8 WHERE consumer = $1 AND generation = $2 AND stream = $3 AND version = $4`,
      [this.id.consumer, this.id.generation, stream, version, kind, 'reason' in decision.data ? decision.data.reason : null, decision.metadata.actor.id, decision.metadata.recordedAt],
    )
  }
}
