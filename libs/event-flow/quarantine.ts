import { defineEvent, defineRefusals, streamName, uuidv5, type Command, type Decider, type EventOf, type RecordedEvent } from '@recourse/kernel'
import type { StoredEvent } from '@recourse/event-store'
import { z } from 'zod'

/** Which event of which stream one consumer could not get past. */
const place = z.strictObject({ consumer: z.string().min(1), stream: z.string().min(1), version: z.int().min(1) })

export const QuarantineRetryRequested = defineEvent({ type: 'QuarantineRetryRequested', schema: place })
export const QuarantineEventSkipped = defineEvent({ type: 'QuarantineEventSkipped', schema: place.extend({ reason: z.string().min(1).max(500) }) })

/** Belongs into the catalogue of every codec: each consumer acts on the decisions that name it when they come by in its feed. */
export const quarantineEvents = [QuarantineRetryRequested, QuarantineEventSkipped] as const

export type QuarantinePlace = z.output<typeof place>
export type QuarantineDecision = EventOf<(typeof quarantineEvents)[number]>

/** A stream that waits, from which version on, and how often that was tried. */
export interface HeldStream {
  readonly stream: string
  readonly version: number
  readonly attempts: number
}

/** What a page changes about what is held back. */
export type QuarantineChange =
  | { readonly kind: 'failed'; readonly event: StoredEvent; readonly error: unknown; readonly attempts: number }
  | { readonly kind: 'resolved' | 'skipped'; readonly stream: string; readonly version: number; readonly decision: QuarantineDecision }

export type RequestQuarantineRetry = Command<'RequestQuarantineRetry', QuarantinePlace>
export type SkipQuarantinedEvent = Command<'SkipQuarantinedEvent', QuarantinePlace & { readonly reason: string }>

const refuse = defineRefusals({
  AlreadySkipped: { kind: 'conflict', en: 'This event was already skipped for this consumer', zh: '该消费者已跳过此事件' },
  ReasonMissing: { kind: 'invalid', en: 'Skipping an event needs a reason', zh: '跳过事件必须填写原因' },
})

/** An operator's decisions about one quarantined event: recorded, because they change what a view shows or what a policy does. */
export const quarantineDecider: Decider<{ readonly skipped: boolean }, RequestQuarantineRetry | SkipQuarantinedEvent> = {
  category: 'quarantine',
  initial: { skipped: false },
  permissions: { RequestQuarantineRetry: ['operations', 'admin'], SkipQuarantinedEvent: ['operations', 'admin'] },
  decide: (command, state) => {
    const { consumer, stream, version } = command
    if (state.skipped) return refuse('AlreadySkipped')
    if (command.type === 'RequestQuarantineRetry') return [QuarantineRetryRequested({ consumer, stream, version })]
    return command.reason.trim() === '' ? refuse('ReasonMissing') : [QuarantineEventSkipped({ consumer, stream, version, reason: command.reason })]
  },
  evolve: (state, event) => (event.type === QuarantineEventSkipped.type ? { skipped: true } : state),
}

export const quarantineId = ({ consumer, stream, version }: QuarantinePlace): string => uuidv5(`quarantine/${consumer}/${stream}/${version}`)

/** `quarantine-<tenant>.<id>`: the stream in which the decisions about one quarantined event stand. */
export const quarantineStream = (tenant: string, at: QuarantinePlace): string => streamName('quarantine', tenant, quarantineId(at))

export const isQuarantineDecision = (event: Pick<RecordedEvent, 'type'>): event is QuarantineDecision =>
  quarantineEvents.some((definition) => definition.type === event.type)
