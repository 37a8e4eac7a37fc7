import type { Position, StoredEvent } from '@recourse/event-store'
import type { ReceivedEvent } from './cloud-event.js'

/** The newest events that came over NATS, as an unbroken chain: each names the position just before it. Bounded; who needs older ones reads the store. */
export class RecentEvents {
  private chain: ReceivedEvent[] = []

  constructor(private readonly limit = 4_096) {}

  /** Position of the newest event in the chain; empty while there is none. */
  get last(): Position {
    return this.chain.at(-1)?.event.position ?? ''
  }

  /** Duplicates and late-comers are nothing; an event that does not follow on the last one begins a new chain. */
  add(received: ReceivedEvent): void {
    if (received.event.position <= this.last) return
    if (received.previous > this.last) this.chain = []
    this.chain.push(received)
    if (this.chain.length >= this.limit * 2) this.chain = this.chain.slice(-this.limit)
  }

  /** At most `limit` events that come next after a position; undefined when the chain cannot tell, because it begins later. Empty: nothing newer is known. */
  after(position: Position, limit: number): StoredEvent[] | undefined {
    if (position >= this.last) return []
    const from = this.indexAfter(position)
    const first = this.chain[from]!
    return first.previous <= position ? this.chain.slice(from, from + limit).map(({ event }) => event) : undefined
  }

  private indexAfter(position: Position): number {
    let low = 0
    let high = this.chain.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.chain[middle]!.event.position > position) high = middle
      else low = middle + 1
    }
    return low
  }
}
