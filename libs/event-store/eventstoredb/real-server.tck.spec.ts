import { randomBytes } from 'node:crypto'
import { describe, it, jest } from '@jest/globals'
import { eventStoreTck } from '../tck/event-store-tck.js'
import { EventStoreDbEventStore } from './eventstoredb-event-store.js'

const url = process.env.EVENTSTORE_URL

if (url) {
  // A server on a slow disk, with much of others in it, is given time.
  jest.setTimeout(180_000)
  const prefix = `tck${randomBytes(6).toString('hex')}`
  eventStoreTck('the EventStoreDB store against the server at EVENTSTORE_URL', async () => {
    const store = new EventStoreDbEventStore(url, prefix)
    return { store, dispose: () => store.close() }
  }, { uniqueIds: false, appendsPerWriter: 100, patience_ms: 60_000 })
} else {
  describe.skip('the EventStoreDB store against a real server: needs EVENTSTORE_URL', () => {
    it('keeps the contract of the event store (EVENTSTORE_URL is not set)', () => undefined)
  })
}
