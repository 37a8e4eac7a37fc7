import type { StoredEvent } from '@recourse/event-store'
import type { RecordedEvent } from '@recourse/kernel'
import type { ConsumerId } from './checkpoint.js'
import type { ConsumerState } from './flow-store.js'
import { isQuarantineDecision, QuarantineEventSkipped, type HeldStream, type QuarantineChange } from './quarantine.js'

/** A stream that may go on at version `from`, which was tried `attempts` times before; `skipped` is the version that was passed over. */
export interface Released {
  readonly stream: string
  readonly from: number
  readonly attempts: number
  readonly skipped?: number
}

/** Streams that one consumer cannot get past, and what changes about them in the page in hand. Only its leased runner writes them. */
export class QuarantineLedger {
  private readonly held = new Map<string, HeldStream>()
  private changes: QuarantineChange[] = []

  private constructor(private readonly id: ConsumerId) {}

  static async read(state: ConsumerState, id: ConsumerId): Promise<QuarantineLedger> {
    const ledger = new QuarantineLedger(id)
    for (const held of await state.readHeld(id)) ledger.held.set(held.stream, held)
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
    this.held.set(event.stream, { stream: event.stream, version: event.version, attempts })
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
  async save(state: ConsumerState): Promise<void> {
    const { changes } = this
    this.changes = []
    await state.saveQuarantine(this.id, changes)
  }
}
