import { createHash } from 'node:crypto'
import { EventCodec, type KeyRing, type StoredEvent } from '@recourse/event-store'
import type { EventDefinition, RecordedEvent } from '@recourse/kernel'

/** Keys that follow from the person: a run can be repeated. Nobody is erased here. */
export const repeatableKeys: KeyRing = {
  keyFor: async (tenant, person) => createHash('sha256').update(`${tenant}/${person}`).digest(),
  findKey: async (tenant, person) => createHash('sha256').update(`${tenant}/${person}`).digest(),
  destroyKey: async () => false,
}

/** What was decoded once by anybody in a world; stored events never change. */
export type Decoded = WeakMap<StoredEvent, RecordedEvent>

/** A service's codec that decodes each event only once: a dozen consumers read the same log. */
export class SharedCodec extends EventCodec {
  constructor(catalogue: ReadonlyMap<string, EventDefinition>, private readonly decoded: Decoded) {
    super(catalogue, repeatableKeys)
  }

  override decode(stored: StoredEvent): RecordedEvent {
    const known = this.knows(stored.type) ? this.decoded.get(stored) : undefined
    if (known) return known
    const event = super.decode(stored)
    this.decoded.set(stored, event)
    return event
  }
}
