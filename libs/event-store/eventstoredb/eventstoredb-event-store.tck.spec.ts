import { afterAll, beforeAll } from '@jest/globals'
import { eventStoreTck } from '../tck/event-store-tck.js'
import { EventStoreDbDouble } from './double/eventstoredb-double.js'
import { ServerLog } from './double/server-log.js'
import { EventStoreDbEventStore } from './eventstoredb-event-store.js'

const double = new EventStoreDbDouble(new ServerLog(1))

beforeAll(() => double.start())

afterAll(() => double.stop())

eventStoreTck('the EventStoreDB store, through the real client against the double of the protocol,', async () => {
  const store = new EventStoreDbEventStore(double.connectionString)
  return { store, dispose: () => store.close() }
}, { uniqueIds: false, appendsPerWriter: 12 })
