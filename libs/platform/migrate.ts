import pg from 'pg'
import { DataSource, type MigrationInterface } from 'typeorm'

export type Migration = new () => MigrationInterface

// Any constant will do; every service of an installation uses this one.
const MIGRATION_LOCK = 7_305_101_984

/** Runs what has not run yet, once, even when all services start at the same moment. */
export const migrate = async (databaseUrl: string, migrations: readonly Migration[]): Promise<readonly string[]> => {
  const guard = new pg.Client({ connectionString: databaseUrl })
  await guard.connect()
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    const source = await new DataSource({ type: 'postgres', url: databaseUrl, migrations: [...migrations], migrationsTableName: 'schema_migration', synchronize: false }).initialize()
    try {
      return (await source.runMigrations({ transaction: 'each' })).map((migration) => migration.name)
    } finally {
      await source.destroy()
    }
  } finally {
    await guard.end()
  }
}
