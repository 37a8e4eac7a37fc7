import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from '@jest/globals'
import { eventStoreTck } from '../tck/event-store-tck.js'
import { EventStoreDbDouble } from './double/eventstoredb-double.js'
import { ServerLog } from './double/server-log.js'
import { EventStoreDbEventStore } from './eventstoredb-event-store.js'

const double = new EventStoreDbDouble(new ServerLog(1))

beforeAll(async () => {
  await double.start()
  // Another installation, and one whose prefix begins alike.
  for (const stream of ['refundCase-demo.1', 'tck2:refundCase-demo.1']) {
    await double.log.append(stream, 'any', [{ id: randomUUID(), type: 'Foreign', contentType: 'application/json', data: Buffer.from('{}'), customMetadata: new Uint8Array() }])
  }
})

afterAll(() => double.stop())

eventStoreTck('the EventStoreDB store, through the real client against the double of the protocol,', async () => {
  const store = new EventStoreDbEventStore(double.connectionString, 'tck')
  return { store, dispose: () => store.close() }
}, { uniqueIds: false, appendsPerWriter: 12 })
