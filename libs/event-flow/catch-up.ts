import { READ_LIMIT, type EventStore, type Position, type StoredEvent } from '@recourse/event-store'
import type { ProjectionWriter } from './projection-writer.js'

const READS_PER_BATCH = 10

/**
 * Brings a generation up to the end of the store, or to `until` and never beyond it, in batches of up to 10,000 events.
 * The next batch is read while the one before is folded and written. Stops early, at a batch's end, when the signal aborts.
 */
export const catchUp = async (store: EventStore, writer: ProjectionWriter, signal: AbortSignal, until?: Position): Promise<void> => {
  let next: Promise<StoredEvent[]> | undefined = readBatch(store, writer.position)
  while (next && !signal.aborted) {
    const read: StoredEvent[] = await next
    const batch = until === undefined ? read : read.filter((event) => event.position <= until)
    const more = batch.length === READS_PER_BATCH * READ_LIMIT
    next = more ? readBatch(store, batch.at(-1)!.position) : undefined
    // Awaited only after the batch is written: a failure in between must not count as unhandled.
    next?.catch(() => undefined)
    await writer.apply(batch, { trusted: true })
  }
}

const readBatch = async (store: EventStore, after: Position): Promise<StoredEvent[]> => {
  const batch: StoredEvent[] = []
  for (let reads = 0; reads < READS_PER_BATCH; reads += 1) {
    const page = await store.readAll(batch.at(-1)?.position ?? after, READ_LIMIT)
    batch.push(...page)
    if (page.length < READ_LIMIT) break
  }
  return batch
}
