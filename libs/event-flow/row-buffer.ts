import { isInstant } from '@recourse/kernel'
import type { Columns, ColumnType, Key, Projection, Rows } from './projection.js'

type Row = Readonly<Record<string, unknown>>

/** The rows of a page in memory. What one event does takes effect as a whole or not at all. */
export class RowBuffer implements Rows<Row> {
  private readonly rows = new Map<string, Row | undefined>()
  private readonly changed = new Set<string>()
  private draft = new Map<string, Row | undefined>()
  private tenant = ''

  constructor(private readonly projection: Projection) {}

  isLoaded(key: Key): boolean {
    return this.rows.has(textOf(key))
  }

  /** Takes over what the table holds for a key, undefined for nothing. */
  load(key: Key, row: Row | undefined): void {
    this.rows.set(textOf(key), row)
  }

  /** @throws whatever `change` throws; the buffer is then as before. */
  change(tenant: string, change: () => void): void {
    this.tenant = tenant
    this.draft = new Map()
    change()
    for (const [key, row] of this.draft) {
      this.rows.set(key, row)
      this.changed.add(key)
    }
  }

  get(...key: Key): Row | undefined {
    const text = this.named(key)
    return this.draft.has(text) ? this.draft.get(text) : this.rows.get(text)
  }

  put(row: Row): void {
    const key = this.projection.key.map((column) => row[column] as string | number)
    checkRow(this.projection, row, this.get(...key))
    if (row.tenant !== this.tenant) throw new Error(`a row of tenant ${String(row.tenant)} from an event of tenant ${this.tenant}`)
    this.draft.set(textOf(key), row)
  }

  delete(...key: Key): void {
    this.draft.set(this.named(key), undefined)
  }

  get isChanged(): boolean {
    return this.changed.size > 0
  }

  /** Rows to write, and keys (in the order of `key`) of rows to delete. */
  changes(): { readonly written: Row[]; readonly deleted: string[][] } {
    const written: Row[] = []
    const deleted: string[][] = []
    for (const key of this.changed) {
      const row = this.rows.get(key)
      if (row) written.push(row)
      else deleted.push(key.split(SEPARATOR))
    }
    return { written, deleted }
  }

  private named(key: Key): string {
    const text = textOf(key)
    if (!this.rows.has(text)) throw new Error(`keysOf does not name the row ${key.join(', ')} of ${this.projection.name} for this event`)
    return text
  }
}

/** No key value that Postgres could hold has a NUL in it. */
const SEPARATOR = '\0'

const textOf = (key: Key): string => key.join(SEPARATOR)

/** Refuses here, where it costs one stream, what Postgres would refuse later at the cost of the whole page. What stays as it was has been checked. */
const checkRow = ({ name, columns }: { name: string; columns: Columns }, row: Row, before: Row | undefined): void => {
  for (const column in row) if (!(column in columns)) throw new Error(`${name} has no column ${column}`)
  for (const column in columns) {
    const declared = columns[column]!
    const nullable = declared.endsWith('?')
    const value = row[column]
    if (value === null ? nullable : value !== undefined && value === before?.[column]) continue
    const type = (nullable ? declared.slice(0, -1) : declared) as ColumnType
    if (!fits[type](value)) throw new Error(`${name}.${column} is ${declared}; it cannot hold ${JSON.stringify(value)?.slice(0, 100)}`)
  }
}

const isText = (value: unknown): boolean => typeof value === 'string' && !value.includes('\0') && value.isWellFormed()

/** Not 30 February, which Date.parse rolls over and Postgres refuses. */
const isRealInstant = (value: unknown): boolean => typeof value === 'string' && isInstant(value) && new Date(value).toISOString() === value

/** The NUL character and lone surrogates. */
const ESCAPE_THAT_JSONB_REFUSES = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i

const fits: Record<ColumnType, (value: unknown) => boolean> = {
  text: isText,
  integer: (value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31,
  bigint: Number.isSafeInteger,
  'double precision': Number.isFinite,
  boolean: (value) => typeof value === 'boolean',
  timestamptz: isRealInstant,
  date: (value) => isRealInstant(`${String(value)}T00:00:00.000Z`),
  jsonb: (value) => value !== undefined && value !== null && !ESCAPE_THAT_JSONB_REFUSES.test(JSON.stringify(value)),
}
