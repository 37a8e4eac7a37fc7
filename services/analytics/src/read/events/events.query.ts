import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { READ_LIMIT, START, type EventStore, type StoredEvent } from '@recourse/event-store'
import { EVENT_STORE } from '@recourse/platform'
import type { EventPage, EventsFilter } from './event.dto.js'
import { concerns, publish } from './published-event.js'
import { readLog } from './read-log.js'

export class EventsQuery extends Query<EventPage> {
  constructor(readonly tenant: string, readonly filter: EventsFilter) {
    super()
  }
}

const DEFAULT_LIMIT = 50
// Enough to get past a busy neighbour, little enough to answer at once.
const READS_PER_PAGE = 10

/** A page of the tenant's own events, found by reading on in the log of all. */
@QueryHandler(EventsQuery)
export class EventsQueryHandler implements IQueryHandler<EventsQuery> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({ tenant, filter: { after, types, limit = DEFAULT_LIMIT } }: EventsQuery): Promise<EventPage> {
    const found: StoredEvent[] = []
    let position = after ?? START
    for (let reads = 0; reads < READS_PER_PAGE && found.length < limit; reads += 1) {
      const page = await readLog(this.store, position, READ_LIMIT)
      const missing = limit - found.length
      const wanted = page.filter((event) => concerns({ tenant, types }, event)).slice(0, missing)
      found.push(...wanted)
      position = (wanted.length === missing ? wanted : page).at(-1)?.position ?? position
      if (page.length < READ_LIMIT) break
    }
    return { items: found.map(publish), next: position === START ? null : position }
  }
}
