import { createHmac } from 'node:crypto'
import {
  canonicalJson, sha256, upcast, type EventDefinition, type EventMetadata, type NewEvent, type PersonalData, type RecordedEvent, type SealedData,
} from '@recourse/kernel'
import type { EventToAppend, StoredEvent } from './port.js'
import type { KeyRing } from './sealing/key-ring.js'
import { seal, unseal } from './sealing/seal.js'

/** `prevHash` of the first event of every stream. */
export const GENESIS_HASH = '0'.repeat(64)

/** What is stored, hashed, sent and exported: one canonical JSON text (RFC 8785) per event. */
export interface EventBody {
  readonly id: string
  readonly stream: string
  readonly version: number
  readonly type: string
  readonly schemaVersion: number
  readonly data: unknown
  readonly sealed?: SealedData
  readonly metadata: EventMetadata
  readonly prevHash: string
}

/** A stored event that this program is too old or too young to read. Readers stop; they never guess. */
export class UnknownEvent extends Error {
  override name = 'UnknownEvent'
}

/** A decider produced what its own schema does not allow: a defect, not bad input. */
export class InvalidEvent extends Error {
  override name = 'InvalidEvent'
}

export interface Placement {
  readonly id: string
  readonly stream: string
  readonly version: number
  readonly prevHash: string
  readonly metadata: EventMetadata
}

/** Between domain events and stored ones: schemas, upcasting, sealing and the hash chain. Nothing above it sees an old shape. */
export class EventCodec {
  constructor(private readonly catalogue: ReadonlyMap<string, EventDefinition>, private readonly keys: KeyRing) {}

  /** @throws InvalidEvent */
  async encode(event: NewEvent, place: Placement): Promise<EventToAppend> {
    const definition = this.definitionOf(event.type)
    const data = definition.schema.safeParse(event.data)
    if (!data.success) throw new InvalidEvent(`${event.type}: ${data.error.message}`)
    const body: EventBody = {
      id: place.id,
      stream: place.stream,
      version: place.version,
      type: event.type,
      schemaVersion: definition.schemaVersion,
      data: data.data,
      ...(event.personal ? { sealed: await this.sealPersonal(definition, event, place) } : {}),
      metadata: place.metadata,
      prevHash: place.prevHash,
    }
    const text = canonicalJson(body)
    return { id: place.id, type: event.type, body: text, hash: sha256(text) }
  }

  /** @throws UnknownEvent for a type or a schema version that is not known here. */
  decode(stored: StoredEvent): RecordedEvent {
    const body = JSON.parse(stored.body) as EventBody
    const definition = this.definitionOf(body.type)
    if (body.schemaVersion > definition.schemaVersion) {
      throw new UnknownEvent(`${body.type} has schema version ${body.schemaVersion}; this program knows up to ${definition.schemaVersion}: update it`)
    }
    const data = upcast(definition, body.schemaVersion, body.data)
    return {
      id: body.id, stream: stored.stream, version: stored.version, position: stored.position, type: body.type, data,
      ...(body.sealed ? { sealed: body.sealed } : {}),
      metadata: body.metadata, prevHash: body.prevHash, hash: stored.hash,
    }
  }

  knows(type: string): boolean {
    return this.catalogue.has(type)
  }

  /** The personal fields of an event in clear; undefined when it has none or the person was erased. */
  async open(event: RecordedEvent): Promise<Record<string, unknown> | undefined> {
    if (!event.sealed) return undefined
    const key = await this.keys.findKey(event.metadata.tenant, event.sealed.person)
    return key && unseal(key, event.sealed, { tenant: event.metadata.tenant, stream: event.stream, eventId: event.id })
  }

  /** HMAC-SHA-256 of personal fields under the person's own key: comparable while the key lives, meaningless after. */
  async fingerprint(tenant: string, personal: PersonalData): Promise<string> {
    const key = await this.keys.keyFor(tenant, personal.person)
    return createHmac('sha256', key).update(canonicalJson(personal.fields)).digest('hex')
  }

  private async sealPersonal(definition: EventDefinition, event: NewEvent, place: Placement): Promise<SealedData> {
    const fields = definition.personal?.safeParse(event.personal!.fields)
    if (!fields?.success) throw new InvalidEvent(`${event.type}: personal data ${fields ? fields.error.message : 'is not declared'}`)
    const { tenant } = place.metadata
    const key = await this.keys.keyFor(tenant, event.personal!.person)
    return seal(key, event.personal!.person, fields.data, { tenant, stream: place.stream, eventId: place.id })
  }

  private definitionOf(type: string): EventDefinition {
    const definition = this.catalogue.get(type)
    if (!definition) throw new UnknownEvent(`no event is called ${type}: it comes from a newer program or another product`)
    return definition
  }
}
