import { randomBytes } from 'node:crypto'
import pg from 'pg'

export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** A new, empty database on the throw-away server that `npm test` started. @throws Error when there is no such server. */
export const createTestDatabase = async (): Promise<TestDatabase> => {
  const server = serverUrl()
  const name = `test_${randomBytes(6).toString('hex')}`
  await asSuperuser(server, `CREATE DATABASE ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => asSuperuser(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

const serverUrl = (): string => {
  const url = process.env.RECOURSE_TEST_DATABASE_URL
  if (!url) throw new Error('RECOURSE_TEST_DATABASE_URL is not set: run the tests with `npm test`, which starts a throw-away Postgres')
  return url
}

const asSuperuser = async (server: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
