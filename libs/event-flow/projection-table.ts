import type { Column, Key, Projection } from './projection.js'
import type { RowBuffer } from './row-buffer.js'
import type { Queryable } from './transaction.js'

/** The SQL of one generation of a projection's table, made from the projection's own declaration. */
export class ProjectionTable {
  readonly name: string
  private readonly columns: readonly string[]

  constructor(private readonly projection: Projection, readonly generation: number) {
    this.name = `${projection.name}__${generation}`
    this.columns = Object.keys(projection.columns)
  }

  async create(client: Queryable): Promise<void> {
    const { columns, key, indexes } = this.projection
    const declared = Object.entries(columns).map(([name, column]) => `"${name}" ${typeOf(column)}${column.endsWith('?') ? '' : ' NOT NULL'}`)
    await client.query(`CREATE TABLE ${this.name} (${declared.join(', ')}, PRIMARY KEY (${list(key)}))`)
    for (const index of indexes) await client.query(`CREATE INDEX ON ${this.name} (${list(['tenant', ...index.filter((column) => column !== 'tenant')])})`)
  }

  /** Readers see this generation from the commit on. */
  async show(client: Queryable): Promise<void> {
    await client.query(`DROP VIEW IF EXISTS ${this.projection.name}`)
    await client.query(`CREATE VIEW ${this.projection.name} AS SELECT * FROM ${this.name}`)
  }

  /** Brings the rows of these keys into the buffer, as far as it does not hold them. */
  async load(client: Queryable, buffer: RowBuffer, keys: readonly Key[]): Promise<void> {
    const wanted = keys.filter((key) => !buffer.isLoaded(key))
    if (wanted.length === 0) return
    for (const key of wanted) buffer.load(key, undefined)
    const { key, columns } = this.projection
    const { rows } = await client.query<(string | null)[]>({
      name: `load-${this.name}`,
      // LIMIT keeps the planner to one index look-up per key, whatever it believes about a table that has just been filled.
      text: `SELECT ${this.columns.map((name) => readable(name, columns[name]!)).join(', ')} FROM ${this.unnestKeys()}
        CROSS JOIN LATERAL (SELECT * FROM ${this.name} AS candidate WHERE ${this.matches('candidate')} LIMIT 1) AS held`,
      values: key.map((_, index) => wanted.map((values) => String(values[index]))),
      rowMode: 'array',
    })
    for (const values of rows) {
      const row = Object.fromEntries(this.columns.map((name, index) => [name, fromText(columns[name]!, values[index]!)]))
      buffer.load(key.map((column) => row[column] as string | number), row)
    }
  }

  /** Writes what has changed: one upsert, one delete. */
  async save(client: Queryable, buffer: RowBuffer): Promise<void> {
    const { written, deleted } = buffer.changes()
    if (written.length > 0) await this.upsert(client, written)
    if (deleted.length > 0) {
      const values = this.projection.key.map((_, index) => deleted.map((key) => key[index]))
      await client.query({ name: `delete-${this.name}`, text: `DELETE FROM ${this.name} AS held USING ${this.unnestKeys()} WHERE ${this.matches('held')}`, values })
    }
  }

  private async upsert(client: Queryable, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
    const { key, columns } = this.projection
    const rest = this.columns.filter((name) => !key.includes(name))
    await client.query({
      name: `upsert-${this.name}`,
      text: `INSERT INTO ${this.name} (${list(this.columns)})
        SELECT ${this.columns.map((name) => `"${name}"::${typeOf(columns[name]!)}`).join(', ')}
        FROM unnest(${this.columns.map((_, index) => `$${index + 1}::text[]`).join(', ')}) AS changed (${list(this.columns)})
        ON CONFLICT (${list(key)}) DO ${rest.length === 0 ? 'NOTHING' : `UPDATE SET ${rest.map((name) => `"${name}" = excluded."${name}"`).join(', ')}`}`,
      values: this.columns.map((name) => rows.map((row) => toText(columns[name]!, row[name]))),
    })
  }

  private unnestKeys(): string {
    const { key } = this.projection
    return `unnest(${key.map((_, index) => `$${index + 1}::text[]`).join(', ')}) AS wanted (${key.map((_, index) => `k${index}`).join(', ')})`
  }

  private matches(alias: string): string {
    const { key, columns } = this.projection
    return key.map((name, index) => `${alias}."${name}" = wanted.k${index}::${typeOf(columns[name]!)}`).join(' AND ')
  }
}

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')

const typeOf = (column: Column): string => column.replace('?', '')

const readable = (name: string, column: Column): string =>
  typeOf(column) === 'timestamptz' ? `to_char(held."${name}" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : `held."${name}"::text`

const toText = (column: Column, value: unknown): string | null =>
  value === null ? null : typeOf(column) === 'jsonb' ? JSON.stringify(value) : String(value)

const fromText = (column: Column, text: string | null): unknown => {
  if (text === null) return null
  switch (typeOf(column)) {
    case 'integer': case 'bigint': case 'double precision': return Number(text)
    case 'boolean': return text === 'true'
    case 'jsonb': return JSON.parse(text)
    default: return text
  }
}
