import type { EventStore, StoredEvent } from '@recourse/event-store'

export interface SequenceOptions {
  /** Version up to which each stream was handled; a stream that is not followed yet is absent. */
  readonly known: ReadonlyMap<string, number>
  /** Types that make a consumer follow a stream; undefined for all. */
  readonly types: ReadonlySet<string> | undefined
  /** The page comes from the store's own order, so a stream not followed yet has had nothing of interest before. */
  readonly trusted: boolean
}

/**
 * What a consumer has to handle of a page, in order: no event twice, none left out. An event that is further on than the next of its
 * stream is preceded by the missing ones, read from the store.
 */
export const sequence = async (page: readonly StoredEvent[], store: Pick<EventStore, 'readStream'>, { known, types, trusted }: SequenceOptions): Promise<StoredEvent[]> => {
  const reached = new Map(known)
  const events: StoredEvent[] = []
  for (const event of page) {
    const version = reached.get(event.stream)
    if (version === undefined && types && !types.has(event.type)) continue
    if (version !== undefined && event.version <= version) continue
    const next = (version ?? 0) + 1
    if (event.version > next && !(trusted && version === undefined)) events.push(...(await missing(store, event, next)))
    events.push(event)
    reached.set(event.stream, event.version)
  }
  return events
}

const missing = async (store: Pick<EventStore, 'readStream'>, event: StoredEvent, from: number): Promise<StoredEvent[]> => {
  const events = await store.readStream(event.stream, from, event.version - from)
  if (events.length !== event.version - from) throw new Error(`${event.stream}: the store does not hold versions ${from} to ${event.version - 1}, although ${event.version} came`)
  return events
}
