import type { z } from 'zod'
import type { Role } from './actor.js'
import type { Instant } from './clock.js'

/** Who, when and why of an event. Holds ids only, never personal data. */
export interface EventMetadata {
  readonly tenant: string
  readonly actor: { readonly id: string; readonly role: Role }
  readonly commandId: string
  readonly commandType: string
  /** SHA-256 of the command as asked for, so that a reused Idempotency-Key with another body is noticed. */
  readonly requestHash: string
  readonly correlationId: string
  /** Id of the event that made a policy send the command; absent when a person or a clock did. */
  readonly causationId?: string
  /** W3C Trace Context. */
  readonly traceparent?: string
  readonly recordedAt: Instant
}

/** Personal data of one person as a decider hands it on, in clear. It is sealed before it is stored or sent. */
export interface PersonalData {
  readonly person: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** The same at rest: AES-256-GCM under the person's own key; destroying that key erases it. */
export interface SealedData {
  readonly person: string
  readonly nonce: string
  readonly ciphertext: string
}

export interface NewEvent<Type extends string = string, Data = unknown> {
  readonly type: Type
  readonly data: Data
  readonly personal?: PersonalData
}

/** An event read back: at its place in its stream, upcast to the newest schema, personal data still sealed. */
export interface RecordedEvent<Type extends string = string, Data = unknown> {
  readonly id: string
  readonly stream: string
  /** 1 for the first event of the stream. */
  readonly version: number
  /** Opaque, ordered as text; neither gapless nor a number to anybody but the store. */
  readonly position: string
  readonly type: Type
  readonly data: Data
  readonly sealed?: SealedData
  readonly metadata: EventMetadata
  readonly prevHash: string
  readonly hash: string
}

export interface EventDefinition<Type extends string = string, Data = unknown> {
  (data: Data, personal?: PersonalData): NewEvent<Type, Data>
  readonly type: Type
  /** Newest schema version, from 1. */
  readonly schemaVersion: number
  readonly schema: z.ZodType<Data>
  /** Schema of the personal fields, or undefined when the event has none. */
  readonly personal: z.ZodType | undefined
  /** `upcasters[n]` turns data of schema version n into version n + 1. */
  readonly upcasters: Readonly<Record<number, (data: never) => unknown>>
}

/** Data of an older schema version as the newest shapes it; no other place knows how. */
export const upcast = (definition: Pick<EventDefinition, 'schemaVersion' | 'upcasters'>, schemaVersion: number, data: unknown): unknown => {
  let upcasted = data
  for (let version = schemaVersion; version < definition.schemaVersion; version += 1) upcasted = definition.upcasters[version]!(upcasted as never)
  return upcasted
}

export interface EventShape<Type extends string, Schema extends z.ZodType> {
  readonly type: Type
  readonly schemaVersion?: number
  readonly schema: Schema
  readonly personal?: z.ZodType
  readonly upcasters?: Readonly<Record<number, (data: never) => unknown>>
}

/** Declares an event once: its type, schema, version, upcasters and personal fields. The result is also its constructor. */
export const defineEvent = <Type extends string, Schema extends z.ZodType>(shape: EventShape<Type, Schema>): EventDefinition<Type, z.output<Schema>> => {
  const schemaVersion = shape.schemaVersion ?? 1
  for (let version = 1; version < schemaVersion; version += 1) {
    if (!shape.upcasters?.[version]) throw new Error(`${shape.type}: schema version ${version} has no upcaster`)
  }
  const create = (data: z.output<Schema>, personal?: PersonalData): NewEvent<Type, z.output<Schema>> => ({ type: shape.type, data, ...(personal ? { personal } : {}) })
  return Object.assign(create, { type: shape.type, schemaVersion, schema: shape.schema as z.ZodType<z.output<Schema>>, personal: shape.personal, upcasters: shape.upcasters ?? {} })
}

/** The recorded form of a defined event: `EventOf<typeof RefundApproved>`. */
export type EventOf<Definition> = Definition extends EventDefinition<infer Type, infer Data> ? RecordedEvent<Type, Data> : never

export const indexEvents = (...families: readonly (readonly EventDefinition<any, any>[])[]): ReadonlyMap<string, EventDefinition> => {
  const catalogue = new Map<string, EventDefinition>()
  for (const definition of families.flat()) {
    if (catalogue.has(definition.type)) throw new Error(`two events are called ${definition.type}`)
    catalogue.set(definition.type, definition)
  }
  return catalogue
}
