import { hash } from 'node:crypto'
import { EventCodec, type KeyRing, type StoredEvent } from '@recourse/event-store'
import type { EventDefinition, RecordedEvent } from '@recourse/kernel'

const keys = new Map<string, Buffer>()

const keyOf = async (tenant: string, person: string): Promise<Buffer> => {
  const name = `${tenant}/${person}`
  const key = keys.get(name) ?? hash('sha256', name, 'buffer')
  keys.set(name, key)
  return key
}

/** Keys that follow from the person: a run can be repeated. Nobody is erased here. */
export const repeatableKeys: KeyRing = { keyFor: keyOf, findKey: keyOf, destroyKey: async () => false }

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
