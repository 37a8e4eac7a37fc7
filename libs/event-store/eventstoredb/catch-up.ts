import { streamNameFilter, type AllStreamSubscription, type EventStoreDBClient, type Position as ServerPosition } from '@eventstore/db-client'
import { READ_LIMIT, type Position, type StoredEvent } from '../port.js'
import { toPosition, toServerPosition } from './positions.js'
import { isOurs, STREAM_REGEX, toStored } from './records.js'

/** Records the server looks through before it reports how far it is, when none of them is ours. */
const CHECKPOINT_EVERY = 1_000
const BUFFERED_EVENTS = 256

/** One catch-up subscription to $all, until it breaks: pulled page by page, buffering at most a few hundred events. */
export class CatchUp {
  /** Everything up to here has been handed out, or was not ours. */
  position: Position
  /** Why it broke; undefined while it lives or when it just ended. */
  failure: unknown
  private over = false
  private notice: () => void = () => undefined
  private readonly subscription: AllStreamSubscription

  constructor(client: EventStoreDBClient, after: Position) {
    this.position = after
    const filter = streamNameFilter({
      regex: STREAM_REGEX, maxSearchWindow: CHECKPOINT_EVERY, checkpointInterval: 1, checkpointReached: async (_, position) => this.checkpoint(position),
    })
    this.subscription = client.subscribeToAll({ fromPosition: toServerPosition(after), filter }, { highWaterMark: BUFFERED_EVENTS })
    this.subscription.on('readable', () => this.notice())
    this.subscription.on('error', (error: unknown) => this.end(error))
    this.subscription.on('end', () => this.end())
    this.subscription.on('close', () => this.end())
  }

  /** The next events, never none; undefined when the subscription broke or the signal aborted. */
  async nextPage(signal: AbortSignal): Promise<StoredEvent[] | undefined> {
    for (;;) {
      const page = this.takeBuffered()
      if (page.length > 0) return page
      if (this.over || signal.aborted) return undefined
      await this.change(signal)
    }
  }

  stop(): void {
    // Rejects only when there never was a stream to cancel.
    this.subscription.unsubscribe().catch(() => undefined)
  }

  private takeBuffered(): StoredEvent[] {
    const page: StoredEvent[] = []
    while (page.length < READ_LIMIT) {
      const resolved = this.subscription.read()
      if (resolved === null) break
      if (!isOurs(resolved.event)) continue
      const event = toStored(resolved.event)
      // A checkpoint may carry a prepare position of 0 (KurrentDB #3989), so that resuming from it repeats its last event.
      if (event.position <= this.position) continue
      this.position = event.position
      page.push(event)
    }
    return page
  }

  /** A checkpoint may be ahead of events that still wait in the buffer; it counts only when nothing waits. */
  private checkpoint(position: ServerPosition): void {
    if (this.subscription.readableLength > 0) return
    const reached = toPosition(position)
    if (reached > this.position) this.position = reached
  }

  private end(failure?: unknown): void {
    this.over = true
    this.failure ??= failure
    this.notice()
  }

  private change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const notice = (): void => {
        signal.removeEventListener('abort', notice)
        resolve()
      }
      this.notice = notice
      signal.addEventListener('abort', notice)
    })
  }
}
