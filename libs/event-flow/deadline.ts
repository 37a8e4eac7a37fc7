import type { Executed } from '@recourse/event-store'
import { parseStreamName, type EventDefinition, type EventOf, type Instant, type Refusal } from '@recourse/kernel'
import type { Execution } from './execution.js'
import { defineProjection, type Projection } from './projection.js'

/** A deadline as an event sets it. The same name again moves it. */
export interface NewDeadline {
  readonly name: string
  readonly dueAt: Instant
  /** What `fire` needs to know; JSON, no personal data. */
  readonly data?: unknown
}

export interface DeadlineChanges {
  readonly set?: readonly NewDeadline[]
  /** Names that no longer wait. They are cleared before the new ones are set. */
  readonly clear?: readonly string[]
}

/** A deadline that is due. */
export interface Deadline {
  readonly tenant: string
  readonly stream: string
  readonly name: string
  readonly dueAt: Instant
  readonly data: unknown
  readonly correlationId: string
}

export interface DeadlineSet {
  /** Also the name of its projection and view, snake_case: `review_deadline`. */
  readonly name: string
  readonly projection: Projection
  fire(deadline: Deadline, execution: Execution): Promise<Executed | Refusal>
}

export interface DeadlineShape<Definitions extends readonly EventDefinition<any, any>[]> {
  readonly name: string
  /** Raise it when `deadlinesOf` gives other deadlines than before. */
  readonly version: number
  readonly events: Definitions
  /** Pure: what an event does to the deadlines of its own stream. */
  deadlinesOf(event: EventOf<Definitions[number]>): DeadlineChanges
  /** Sends one command through `execution`; its id follows from stream, name and due time. A refusal means that the deadline no longer matters. */
  fire(deadline: Deadline, execution: Execution): Promise<Executed | Refusal>
}

/** Deadlines are derived rows: they survive restarts, rebuilds and clock jumps because events alone make them. */
export const defineDeadlines = <const Definitions extends readonly EventDefinition<any, any>[]>(shape: DeadlineShape<Definitions>): DeadlineSet => ({
  name: shape.name,
  fire: (deadline, execution) => shape.fire(deadline, execution),
  projection: defineProjection({
    name: shape.name,
    version: shape.version,
    events: shape.events,
    columns: { tenant: 'text', stream: 'text', name: 'text', due_at: 'timestamptz', data: 'jsonb?', correlation_id: 'text' },
    key: ['tenant', 'stream', 'name'],
    indexes: [['due_at']],
    keysOf: (event) => namesIn(shape.deadlinesOf(event)).map((name) => [parseStreamName(event.stream).tenant, event.stream, name]),
    reduce: (rows, event) => {
      const { tenant } = parseStreamName(event.stream)
      const { set = [], clear = [] } = shape.deadlinesOf(event)
      for (const name of clear) rows.delete(tenant, event.stream, name)
      for (const { name, dueAt, data } of set) {
        rows.put({ tenant, stream: event.stream, name, due_at: dueAt, data: data ?? null, correlation_id: event.metadata.correlationId })
      }
    },
  }),
})

const namesIn = ({ set = [], clear = [] }: DeadlineChanges): readonly string[] => [...new Set([...clear, ...set.map(({ name }) => name)])]
