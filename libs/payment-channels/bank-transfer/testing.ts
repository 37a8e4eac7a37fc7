import { DataSource } from 'typeorm'
import { bankTransferMigrations } from './migrations.js'

/** Makes the ledger's tables in a test database. */
export const migrateBankTransfer = async (url: string): Promise<void> => {
  const source = await new DataSource({ type: 'postgres', url, migrations: [...bankTransferMigrations], migrationsTransactionMode: 'each' }).initialize()
  await source.runMigrations()
  await source.destroy()
}
