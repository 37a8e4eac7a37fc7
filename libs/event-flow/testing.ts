import type { RecordedEvent } from '@recourse/kernel'
import type { Key, Projection } from './projection.js'

// What a simulation of the runners is made of.
export type { Advance, ConsumerId } from './checkpoint.js'
export type { ReceivedEvent } from './cloud-event.js'
export { keepUp } from './keep-up.js'
export { LeasedLoop } from './leased-loop.js'
export type { MessageLog, Messages, MessageSource } from './message-log.js'
export { ProjectionWriter } from './projection-writer.js'
export type { RowBuffer } from './row-buffer.js'
export type { Timing } from './timing.js'

/** The rows that a projection makes of events, in memory. @throws Error when `reduce` touches a row that `keysOf` does not name. */
export const rowsOf = <Row extends object>(projection: Projection<Row>, events: readonly RecordedEvent[]): Row[] => {
  const rows = new Map<string, Row>()
  for (const event of events) {
    if (projection.types && !projection.types.has(event.type)) continue
    const named = new Set(projection.keysOf(event).map(textOf))
    const known = (key: Key): string => {
      if (!named.has(textOf(key))) throw new Error(`${projection.name}: keysOf does not name the row ${textOf(key)} for ${event.type}`)
      return textOf(key)
    }
    projection.reduce({
      get: (...key) => rows.get(known(key)),
      put: (row) => void rows.set(known(projection.key.map((column) => (row as Record<string, string | number>)[column]!)), row),
      delete: (...key) => void rows.delete(known(key)),
    }, event)
  }
  return [...rows.values()]
}

const textOf = (key: Key): string => JSON.stringify(key)
