import { parseStreamName, type EventDefinition, type EventOf, type Instant, type RecordedEvent } from '@recourse/kernel'

/** What one column holds in JavaScript. `bigint` is a safe integer; `timestamptz` an Instant; `date` is `YYYY-MM-DD`; `jsonb` any JSON. */
interface ColumnValues {
  text: string
  integer: number
  bigint: number
  'double precision': number
  boolean: boolean
  timestamptz: Instant
  date: string
  jsonb: unknown
}

export type ColumnType = keyof ColumnValues
/** A Postgres type; with a question mark the column may be null. */
export type Column = ColumnType | `${ColumnType}?`
export type Columns = Readonly<Record<string, Column>>

type ValueOf<C extends Column> = C extends `${infer Type extends ColumnType}?` ? ColumnValues[Type] | null : C extends ColumnType ? ColumnValues[C] : never

/** A row as the declared columns shape it. */
export type RowOf<C extends Columns> = { readonly [Name in keyof C]: ValueOf<C[Name]> }

/** Values of the key columns, in the order of `key`. */
export type Key = readonly (string | number)[]

/** The rows that the events of a page name by `keysOf`. Rows are values: put a new one, never change one in place. */
export interface Rows<Row extends object> {
  get(...key: Key): Row | undefined
  put(row: Row): void
  delete(...key: Key): void
}

/** A table that is a pure fold over events. Nothing else ever writes to it, so it can be thrown away and made again. */
export interface Projection<Row extends object = any> {
  readonly name: string
  readonly version: number
  /** Types that `reduce` wants to see; undefined for all. */
  readonly types: ReadonlySet<string> | undefined
  readonly columns: Columns
  readonly key: readonly string[]
  readonly indexes: readonly (readonly string[])[]
  keysOf(event: RecordedEvent<any, any>): readonly Key[]
  reduce(rows: Rows<Row>, event: RecordedEvent<any, any>): void
}

export interface ProjectionShape<C extends Columns, Definitions extends readonly EventDefinition<any, any>[]> {
  /** Name of the SQL view that readers use, snake_case; also the consumer's name. */
  readonly name: string
  /** Raise it when `reduce` gives other rows than before: the view is then rebuilt beside the old one at the next start. */
  readonly version: number
  /** The events it folds; left out = all events. Others only advance its position. */
  readonly events?: Definitions
  /** `tenant: 'text'` must be one of them. */
  readonly columns: C & { readonly tenant: 'text' }
  /** Primary key; `tenant` comes first. */
  readonly key: readonly ['tenant', ...(keyof C & string)[]]
  /** Columns of further indexes; `tenant` is put in front of each. */
  readonly indexes?: readonly (readonly (keyof C & string)[])[]
  /** Every row that `reduce` may get, put or delete for this event. Left out: the one row of the event's stream, `[tenant, id]`. */
  keysOf?(event: EventOf<Definitions[number]>): readonly Key[]
  /** Pure and synchronous. An exception, or a value that Postgres refuses, quarantines the event's stream for this projection. */
  reduce(rows: Rows<RowOf<C>>, event: EventOf<Definitions[number]>): void
}

/** The key of a projection with one row per stream: tenant and the id within the category. */
export const rowOfStream = (event: RecordedEvent<any, any>): readonly Key[] => {
  const { tenant, id } = parseStreamName(event.stream)
  return [[tenant, id]]
}

const IDENTIFIER = /^[a-z][a-z0-9_]{0,47}$/

/** Checks and completes a projection's declaration. There is no other place where its table is described. @throws Error when a name or key cannot be. */
export const defineProjection = <const C extends Columns, const Definitions extends readonly EventDefinition<any, any>[]>(
  shape: ProjectionShape<C, Definitions>,
): Projection<RowOf<C>> => {
  const indexes = shape.indexes ?? []
  for (const name of [shape.name, ...Object.keys(shape.columns)]) {
    if (!IDENTIFIER.test(name)) throw new Error(`projection ${shape.name}: ${name} is not a snake_case name of at most 48 characters`)
  }
  for (const name of [...shape.key, ...indexes.flat()]) {
    if (!(name in shape.columns)) throw new Error(`projection ${shape.name}: ${name} is not a column`)
  }
  if (shape.key[0] !== 'tenant') throw new Error(`projection ${shape.name}: tenant must be the first key column`)
  return {
    name: shape.name,
    version: shape.version,
    types: shape.events && new Set(shape.events.map((definition) => definition.type)),
    columns: shape.columns,
    key: shape.key,
    indexes,
    keysOf: (shape.keysOf as Projection['keysOf'] | undefined) ?? rowOfStream,
    reduce: shape.reduce as Projection['reduce'],
  }
}
