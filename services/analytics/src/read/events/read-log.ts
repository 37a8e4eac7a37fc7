import { START, StoreUnavailable, type EventStore, type Position, type StoredEvent } from '@recourse/event-store'
import { ProblemError } from '@recourse/platform'

/** Events after a position that came from outside. @throws ProblemError InvalidRequest when it is none of this store's: only the store can tell. */
export const readLog = async (store: EventStore, after: Position | undefined, limit: number): Promise<StoredEvent[]> =>
  store.readAll(after ?? START, limit).catch((error: unknown) => {
    if (error instanceof StoreUnavailable || !isAboutPosition(error)) throw error
    throw new ProblemError('InvalidRequest', { errors: [{ pointer: '/after', messages: ['after must be the position of an event, or `next` of the page before'] }] })
  })

// What adapters make of a text that is no position: BigInt's errors and their own, or Postgres' class 22 (data exception).
const isAboutPosition = (error: unknown): boolean =>
  error instanceof RangeError || error instanceof SyntaxError || String((error as { code?: unknown }).code).startsWith('22')
