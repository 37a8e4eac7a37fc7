import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import { DataSource } from 'typeorm'
import { eventStoreMigrations } from './migrations/index.js'

/** A new database with the event log and the key ring, made by the real migrations. */
export const createEventStoreDatabase = async (): Promise<TestDatabase> => {
  const database = await createTestDatabase()
  const source = await new DataSource({ type: 'postgres', url: database.url, migrations: eventStoreMigrations }).initialize()
  await source.runMigrations()
  await source.destroy()
  return database
}
