import { snakeCase } from '@recourse/event-flow'
import type { EventBody, StoredEvent } from '@recourse/event-store'
import { parseStreamName } from '@recourse/kernel'
import type { PublishedEvent } from './event.dto.js'

export interface Interest {
  readonly tenant: string
  /** Names of events; undefined = all. */
  readonly types?: readonly string[]
}

/** Whether an event may and should be seen: a tenant's events are nobody else's. */
export const concerns = ({ tenant, types }: Interest, { stream, type }: StoredEvent): boolean =>
  parseStreamName(stream).tenant === tenant && (types === undefined || types.includes(type))

/** What leaves the house of an event: everything but the ciphertext and what only the store needs. Its data are as recorded, in the version that `type` names. */
export const publish = ({ position, id, stream, version, body, hash }: StoredEvent): PublishedEvent => {
  const { type, schemaVersion, data, sealed, metadata, prevHash } = JSON.parse(body) as EventBody
  const { tenant, category } = parseStreamName(stream)
  const { actor, commandId, commandType, correlationId, causationId, traceparent, recordedAt } = metadata
  return {
    position, id, source: `/recourse/${tenant}/${category}`, type: `recourse.${snakeCase(category)}.${snakeCase(type)}.v${schemaVersion}`,
    subject: stream, time: recordedAt, stream, version, data, sealed: sealed !== undefined,
    metadata: { actor, commandId, commandType, correlationId, ...(causationId ? { causationId } : {}), ...(traceparent ? { traceparent } : {}) },
    prevHash, hash,
  }
}
