import { afterAll, beforeAll } from '@jest/globals'
import type { TestDatabase } from '@recourse/test-support'
import { eventStoreTck } from '../tck/event-store-tck.js'
import { PostgresEventStore } from './postgres-event-store.js'
import { createEventStoreDatabase } from './test-database.js'

let database: TestDatabase

beforeAll(async () => {
  database = await createEventStoreDatabase()
})

afterAll(() => database.drop())

eventStoreTck('the Postgres store', async () => {
  const store = new PostgresEventStore(database.url)
  return { store, dispose: () => store.close() }
}, { appendsPerWriter: 200 })
