import { sha256 } from '@recourse/kernel'
import { parseStreamName } from '@recourse/kernel'
import type { EventBody, Position, StoredEvent } from '@recourse/event-store'
import { headers, type MsgHdrs } from '@nats-io/transport-node'

/** Subject and headers of an event on NATS; its payload is the event's body as stored. */
export interface EventMessage {
  readonly subject: string
  readonly headers: MsgHdrs
  readonly payload: string
}

export const PARTITIONS = 16

/** `RefundApproved` → `refund_approved`. */
export const snakeCase = (name: string): string => name.replace(/(?<=[a-z0-9])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])/g, '_$&').toLowerCase()

/** Hash of the stream's name: consumers can share work by it and keep the order within a stream. */
export const partitionOf = (stream: string): number => Number.parseInt(sha256(stream).slice(0, 8), 16) % PARTITIONS

/** `<prefix>.<tenant>.<category>.<partition>.<id>.<event_type>` */
export const subjectOf = (prefix: string, stream: string, type: string): string => {
  const { tenant, category, id } = parseStreamName(stream)
  return [prefix, tenant, snakeCase(category), partitionOf(stream), id.replace(/[^A-Za-z0-9_-]/g, '_'), snakeCase(type)].join('.')
}

/**
 * CloudEvents 1.0 in binary mode by its NATS binding, and what only Recourse's own consumers need. `previous` is the position of the event just
 * before this one in the whole store: by it a consumer notices every gap, although positions are opaque.
 */
export const toMessage = (event: StoredEvent, previous: Position, prefix: string): EventMessage => {
  const body = JSON.parse(event.body) as EventBody
  const { metadata } = body
  const { tenant, category } = parseStreamName(event.stream)
  const attributes: Record<string, string | undefined> = {
    'ce-specversion': '1.0',
    'ce-id': event.id,
    'ce-source': `/recourse/${tenant}/${category}`,
    'ce-type': `recourse.${snakeCase(category)}.${snakeCase(event.type)}.v${body.schemaVersion}`,
    'ce-subject': event.stream,
    'ce-time': metadata.recordedAt,
    'ce-datacontenttype': 'application/json',
    'ce-sequence': String(event.version).padStart(10, '0'),
    'ce-recordedtime': metadata.recordedAt,
    'ce-correlationid': metadata.correlationId,
    'ce-causationid': metadata.causationId,
    'ce-partitionkey': event.stream,
    'ce-traceparent': metadata.traceparent,
    'recourse-event-type': event.type,
    'recourse-position': event.position,
    'recourse-previous-position': previous,
    'recourse-hash': event.hash,
  }
  const set = headers()
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) set.set(name, percentEncode(value))
  return { subject: subjectOf(prefix, event.stream, event.type), headers: set, payload: event.body }
}

export interface ReceivedEvent {
  readonly event: StoredEvent
  readonly previous: Position
}

/** The event in a message; undefined when it was not made by `toMessage` or does not match its own hash. */
export const fromMessage = (set: MsgHdrs | undefined, payload: string): ReceivedEvent | undefined => {
  const read = (name: string): string => percentDecode(set?.get(name) ?? '')
  const event: StoredEvent = {
    id: read('ce-id'), type: read('recourse-event-type'), body: payload, hash: read('recourse-hash'),
    stream: read('ce-subject'), version: Number(read('ce-sequence')), position: read('recourse-position'),
  }
  return event.position !== '' && sha256(payload) === event.hash ? { event, previous: read('recourse-previous-position') } : undefined
}

/** The binding's rule for header values: what is not printable ASCII, and space, quotation mark and percent sign, as %XX of its UTF-8 bytes. */
export const percentEncode = (value: string): string => value.replace(/[^\x21\x23\x24\x26-\x7e]/gu, (character) => encodeURIComponent(character))

const percentDecode = (value: string): string => {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
