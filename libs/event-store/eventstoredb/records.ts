import { jsonEvent, type EventData, type JSONType, type Position as ServerPosition } from '@eventstore/db-client'
import { canonicalJson } from '@recourse/kernel'
import type { EventToAppend, StoredEvent } from '../port.js'
import { isKnown, toPosition } from './positions.js'
import type { StreamNames } from './stream-names.js'

/** What the client gives for an event, whichever way it was read. */
export interface ServerRecord {
  readonly streamId: string
  readonly id: string
  readonly revision: bigint
  readonly type: string
  readonly data: unknown
  readonly metadata?: unknown
  readonly position?: ServerPosition
}

/**
 * The client takes and gives parsed JSON, so the exact bytes pass through only because they are canonical: there is one text for one value.
 * (The server keeps what it gets. Of keys that look like numbers JavaScript changes the order on the way there, and here it is set right again.)
 * @throws TypeError for a body that would come back otherwise.
 */
export const toEventData = ({ id, type, body, hash }: EventToAppend): EventData => {
  const data = JSON.parse(body) as JSONType
  if (canonicalJson(data) !== body) throw new TypeError(`the body of ${id} is not canonical JSON`)
  return jsonEvent({ id, type, data, metadata: { hash } })
}

/** @throws Error when the server is too old to say positions in stream reads. */
export const toStored = (record: ServerRecord, names: StreamNames): StoredEvent => {
  if (!isKnown(record.position)) throw new Error('this server gives no positions when a stream is read: EventStoreDB 22.6 or later, or KurrentDB, is needed')
  return {
    id: record.id,
    type: record.type,
    body: textOf(record.data),
    hash: (record.metadata as { hash?: string } | undefined)?.hash ?? '',
    stream: names.here(record.streamId),
    version: Number(record.revision) + 1,
    position: toPosition(record.position),
  }
}

/** A body that somebody else wrote may be no JSON at all; it is handed on for the verification to find. */
const textOf = (data: unknown): string => {
  if (typeof data === 'string') return data
  return data instanceof Uint8Array ? Buffer.from(data).toString('utf8') : canonicalJson(data)
}
