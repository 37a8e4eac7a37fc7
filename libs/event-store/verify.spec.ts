import { describe, expect, it } from '@jest/globals'
import { canonicalJson, sha256, streamName } from '@recourse/kernel'
import { GENESIS_HASH, type EventBody } from './codec.js'
import { MemoryEventStore } from './memory/memory-event-store.js'
import type { StoredEvent } from './port.js'
import { chainOf } from './chain.fixture.js'
import { verifyAll, verifyStream } from './verify.js'

const stream = streamName('refundCase', 'demo', '1')

const edit = (event: StoredEvent, change: Partial<EventBody>): StoredEvent => {
  const body = canonicalJson({ ...(JSON.parse(event.body) as EventBody), ...change })
  return { ...event, body, hash: sha256(body) }
}

const reasonOf = (events: readonly StoredEvent[]): unknown => {
  const result = verifyStream(events)
  return result.ok ? 'ok' : [result.firstBad.version, result.firstBad.reason]
}

describe('verifyStream', () => {
  it('finds nothing wrong with an untouched stream, nor with none', () => {
    expect(verifyStream(chainOf(stream, 5))).toEqual({ streams: 1, events: 5, ok: true })
    expect(verifyStream([])).toEqual({ streams: 0, events: 0, ok: true })
  })

  it('names the event, its version and its position', () => {
    const events = chainOf(stream, 4)
    events[2] = { ...events[2]!, body: events[2]!.body.replace('"index":2', '"index":9') }
    expect(verifyStream(events)).toEqual({
      streams: 1, events: 3, ok: false, firstBad: { stream, version: 3, position: events[2].position, reason: 'its hash does not fit its body' },
    })
  })

  it.each<[string, (events: StoredEvent[]) => StoredEvent[], unknown]>([
    ['one changed byte', ([a, b, c]) => [a!, { ...b!, body: `${b!.body.slice(0, -2)}1}` }, c!], [2, 'its hash does not fit its body']],
    ['white space, hashed again', ([a, b, c]) => {
      const body = ` ${b!.body}`
      return [a!, { ...b!, body, hash: sha256(body) }, c!]
    }, [2, 'its body is not canonical JSON']],
    ['no JSON at all', ([a]) => [{ ...a!, body: 'null', hash: sha256('null') }], [1, 'its body is not canonical JSON']],
    ['an edited event, hashed again: its successor tells', ([a, b, c]) => [a!, edit(b!, { data: { index: 9 } }), c!],
      [3, 'its prevHash is not the hash of the event before it']],
    ['two events swapped', ([a, b, c]) => [a!, c!, b!], [3, 'it follows version 1']],
    ['two events swapped, versions rewritten', ([a, b, c]) => [a!, { ...c!, version: 2 }, { ...b!, version: 3 }], [2, 'its body says version 3, its record 2']],
    ['an event left out of the middle', ([a, , c]) => [a!, c!], [3, 'it follows version 1']],
    ['an event left out, the rest renumbered and hashed again', ([a, , c]) => [a!, { ...edit(c!, { version: 2 }), version: 2 }],
      [2, 'its prevHash is not the hash of the event before it']],
    ['the first event left out', ([, b, c]) => [b!, c!], [2, 'the stream begins with version 2']],
    ['another first event', ([a, b]) => [edit(a!, { data: { index: 7 } }), b!], [2, 'its prevHash is not the hash of the event before it']],
    ['a first event with something before it', ([a, b]) => [edit(a!, { prevHash: 'f'.repeat(64) }), b!], [1, 'its prevHash is not that of a first event']],
    ['an event twice', ([a, b]) => [a!, b!, b!], [2, 'it follows version 2']],
    ['another type in the record', ([a]) => [{ ...a!, type: 'RefundApproved' }], [1, 'its body says type SomethingHappened, its record RefundApproved']],
    ['another id in the record', ([a]) => [{ ...a!, id: '00000000-0000-0000-0000-000000000000' }], [1, expect.stringContaining('its body says id')]],
    ['an event moved in from another stream', ([a]) => [a!, { ...chainOf(streamName('refundCase', 'demo', '2'), 2)[1]!, stream }],
      [2, `its body says stream ${streamName('refundCase', 'demo', '2')}, its record ${stream}`]],
    ['an event of another stream', ([a]) => [a!, chainOf(streamName('refundCase', 'demo', '2'), 2)[1]!], [2, 'it belongs to the stream refundCase-demo.2']],
  ])('notices %s', (_, tamper, expected) => {
    expect(reasonOf(tamper(chainOf(stream, 3)))).toEqual(expected)
  })

  it('knows the first event by the genesis hash', () => {
    expect((JSON.parse(chainOf(stream, 1)[0]!.body) as EventBody).prevHash).toBe(GENESIS_HASH)
  })
})

describe('verifyAll', () => {
  const storeWith = async (streams: readonly StoredEvent[][]): Promise<MemoryEventStore> => {
    const store = new MemoryEventStore()
    for (let version = 0; streams.some((events) => events[version]); version += 1) {
      for (const events of streams) {
        const event = events[version]
        if (event) await store.append(event.stream, version, [event])
      }
    }
    return store
  }

  const manyStreams = (): StoredEvent[][] => Array.from({ length: 300 }, (_, index) => chainOf(streamName('refundCase', 'demo', String(index)), 8))

  it('reads a log of several pages with interleaved streams', async () => {
    expect(await verifyAll(await storeWith(manyStreams()))).toEqual({ streams: 300, events: 2400, ok: true })
    expect(await verifyAll(new MemoryEventStore())).toEqual({ streams: 0, events: 0, ok: true })
  })

  it('names the first bad event of the log', async () => {
    const streams = manyStreams()
    streams[7]![5] = edit(streams[7]![5]!, { data: 'forged' })
    streams[9]![3] = edit(streams[9]![3]!, { data: 'forged' })
    expect(await verifyAll(await storeWith(streams))).toMatchObject({
      ok: false, firstBad: { stream: 'refundCase-demo.9', version: 5, reason: 'its prevHash is not the hash of the event before it' },
    })
  })
})
