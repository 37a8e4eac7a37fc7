import { canonicalJson, sha256 } from '@recourse/kernel'
import { GENESIS_HASH, type EventBody } from './codec.js'
import { START, type EventStore, type Position, type StoredEvent } from './port.js'

export interface BadEvent {
  /** Absent when all that is known is that an event is missing at the position. */
  readonly stream?: string
  readonly version?: number
  readonly position: Position
  readonly reason: string
}

export interface Verified {
  readonly streams: number
  readonly events: number
  readonly ok: true
}

export interface Falsified {
  /** How much was read up to and with the bad event. */
  readonly streams: number
  readonly events: number
  readonly ok: false
  readonly firstBad: BadEvent
}

export type Verification = Verified | Falsified

/** Checks the events of one stream, from its first: bodies, hashes, places and the chain. */
export const verifyStream = (events: readonly StoredEvent[]): Verification => {
  const chains = new Chains()
  for (const event of events) {
    const reason = event.stream === events[0]!.stream ? chains.check(event) : `it belongs to the stream ${event.stream}`
    if (reason) return chains.falsified({ stream: event.stream, version: event.version, position: event.position, reason })
  }
  return chains.verified()
}

/**
 * Reads the whole log and checks every stream, then asks the store whether its order has a hole: that shows what no chain can,
 * an event removed from the end of a stream. `includes` narrows the chains to some streams, of one tenant for example; holes are
 * looked for in the whole log all the same. Keeps one hash per stream in memory, so the log may be of any size.
 */
export const verifyAll = async (store: EventStore, includes: (event: StoredEvent) => boolean = () => true): Promise<Verification> => {
  const chains = new Chains()
  for (let page = await store.readAll(START); page.length > 0; page = await store.readAll(page.at(-1)!.position)) {
    for (const event of page.filter(includes)) {
      const reason = chains.check(event)
      if (reason) return chains.falsified({ stream: event.stream, version: event.version, position: event.position, reason })
    }
  }
  const gap = await store.firstGap()
  return gap === undefined ? chains.verified() : chains.falsified({ position: gap, reason: 'an event that stood here is missing' })
}

/** The last link of every stream met so far. */
class Chains {
  private readonly links = new Map<string, { readonly version: number; readonly hash: string }>()
  private events = 0

  /** Why the event cannot be the next of its stream; undefined when all is well. */
  check(event: StoredEvent): string | undefined {
    const last = this.links.get(event.stream) ?? { version: 0, hash: GENESIS_HASH }
    this.links.set(event.stream, { version: event.version, hash: event.hash })
    this.events += 1
    const body = parse(event.body)
    return faultInBody(event, body) ?? faultInChain(event, body?.prevHash, last)
  }

  verified(): Verified {
    return { streams: this.links.size, events: this.events, ok: true }
  }

  falsified(firstBad: BadEvent): Falsified {
    return { streams: this.links.size, events: this.events, ok: false, firstBad }
  }
}

const faultInBody = ({ id, stream, version, type, hash, body: text }: StoredEvent, body: Partial<EventBody> | undefined): string | undefined => {
  if (sha256(text) !== hash) return 'its hash does not fit its body'
  if (!body) return 'its body is not canonical JSON'
  const recorded = { id, stream, version, type }
  for (const field of ['id', 'stream', 'version', 'type'] as const) {
    if (body[field] !== recorded[field]) return `its body says ${field} ${String(body[field])}, its record ${String(recorded[field])}`
  }
  return undefined
}

const faultInChain = (event: StoredEvent, prevHash: string | undefined, last: { readonly version: number; readonly hash: string }): string | undefined => {
  if (event.version !== last.version + 1) return last.version === 0 ? `the stream begins with version ${event.version}` : `it follows version ${last.version}`
  if (prevHash === last.hash) return undefined
  return event.version === 1 ? 'its prevHash is not that of a first event' : 'its prevHash is not the hash of the event before it'
}

const parse = (text: string): Partial<EventBody> | undefined => {
  try {
    const body = JSON.parse(text) as Partial<EventBody> | null
    return body && canonicalJson(body) === text ? body : undefined
  } catch {
    return undefined
  }
}
