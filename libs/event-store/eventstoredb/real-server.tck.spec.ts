import { describe, it } from '@jest/globals'
import { eventStoreTck } from '../tck/event-store-tck.js'
import { EventStoreDbEventStore } from './eventstoredb-event-store.js'

const url = process.env.EVENTSTORE_URL

if (url) {
  eventStoreTck('the EventStoreDB store against the server at EVENTSTORE_URL', async () => {
    const store = new EventStoreDbEventStore(url)
    return { store, dispose: () => store.close() }
  }, { uniqueIds: false, appendsPerWriter: 100 })
} else {
  describe.skip('the EventStoreDB store against a real server: needs EVENTSTORE_URL', () => {
    it('keeps the contract of the event store (EVENTSTORE_URL is not set)', () => undefined)
  })
}
