import { streamNameFilter, type AllStreamSubscription, type EventStoreDBClient } from '@eventstore/db-client'
import { READ_LIMIT, type Position, type StoredEvent } from '../port.js'
import { toServerPosition } from './positions.js'
import { SEARCH_WINDOW } from './read-own.js'
import { toStored } from './records.js'
import type { StreamNames } from './stream-names.js'

const BUFFERED_EVENTS = 256

/**
 * One catch-up subscription to $all, until it breaks: pulled page by page, buffering at most a few hundred events.
 *
 * It resumes after the last event it handed out and believes no checkpoint: those of 22.6 to 23.6 may be ahead of an event that was not sent yet
 * (KurrentDB #4023), and those of 24.2 to 24.10.4 are the end of all positions when nothing of ours is there yet (#4892).
 */
export class CatchUp {
  /** Everything of ours up to here has been handed out. */
  position: Position
  /** Why it broke; undefined while it lives or when it just ended. */
  failure: unknown
  private over = false
  private notice: () => void = () => undefined
  private readonly subscription: AllStreamSubscription

  constructor(client: EventStoreDBClient, private readonly names: StreamNames, after: Position) {
    this.position = after
    const filter = streamNameFilter({ regex: names.regex, maxSearchWindow: SEARCH_WINDOW })
    this.subscription = client.subscribeToAll({ fromPosition: toServerPosition(after), filter, requiresLeader: true }, { highWaterMark: BUFFERED_EVENTS })
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
      if (!resolved?.event) break
      const event = toStored(resolved.event, this.names)
      this.position = event.position
      page.push(event)
    }
    return page
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
