import type { EventStore } from './port.js'
import { PostgresEventStore } from './postgres/postgres-event-store.js'

export interface EventStoreSettings {
  readonly EVENT_STORE: 'postgres' | 'eventstoredb'
  readonly DATABASE_URL: string
  /** `esdb://…`, needed for eventstoredb. */
  readonly EVENTSTORE_URL?: string | undefined
  /** Stands before the names of streams, where installations share a server. */
  readonly EVENTSTORE_PREFIX?: string | undefined
}

/** The adapter that an installation chose; called from a service's `main.ts` only. The EventStoreDB client is loaded when it is needed. */
export const openEventStore = async (settings: EventStoreSettings): Promise<EventStore> => {
  if (settings.EVENT_STORE === 'postgres') return new PostgresEventStore(settings.DATABASE_URL)
  const { EventStoreDbEventStore } = await import('./eventstoredb/index.js')
  return new EventStoreDbEventStore(settings.EVENTSTORE_URL!, settings.EVENTSTORE_PREFIX)
}
