import { canonicalJson, sha256, uuidv5, type EventMetadata } from '@recourse/kernel'
import { GENESIS_HASH, type EventBody } from './codec.js'
import type { StoredEvent } from './port.js'

const metadata: EventMetadata = {
  tenant: 'demo', actor: { id: 'agent-1', role: 'agent' }, commandId: 'c-1', commandType: 'DoSomething', requestHash: 'r', correlationId: 'k',
  recordedAt: '2026-01-01T00:00:00.000Z',
}

/** For tests: the events of a stream as the codec makes them, rightly chained. */
export const chainOf = (stream: string, count: number): StoredEvent[] => {
  const events: StoredEvent[] = []
  for (let version = 1; version <= count; version += 1) {
    const id = uuidv5(`${stream}/${version}`)
    const prevHash = events.at(-1)?.hash ?? GENESIS_HASH
    const content: EventBody = { id, stream, version, type: 'SomethingHappened', schemaVersion: 1, data: { index: version - 1 }, metadata, prevHash }
    const body = canonicalJson(content)
    events.push({ id, type: content.type, body, hash: sha256(body), stream, version, position: String(version).padStart(20, '0') })
  }
  return events
}
