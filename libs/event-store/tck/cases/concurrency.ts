import { expect } from '@jest/globals'
import { VersionConflict, type EventToAppend, type StoredEvent } from '../../port.js'
import { idsOf, outcomeOf, positionsOf, tckCase, type Trial } from '../tck-case.js'

const WRITERS = 32
const STREAMS = 50

interface Acknowledged {
  readonly stream: string
  readonly version: number
  readonly event: EventToAppend
}

/** One writer: appends single events to streams taken in turn, each at the version it last knew, and after a conflict at the one it is told. */
const write = async (t: Trial, streams: readonly string[], writer: number, appends: number): Promise<Acknowledged[]> => {
  const known = new Map<string, number>()
  const acknowledged: Acknowledged[] = []
  while (acknowledged.length < appends) {
    const stream = streams[(writer * 7 + acknowledged.length * 11) % streams.length]!
    const event = t.event({ writer })
    const outcome = await outcomeOf(t.store.append(stream, known.get(stream) ?? 0, [event]))
    known.set(stream, outcome instanceof VersionConflict ? outcome.actualVersion : outcome.version)
    if (!(outcome instanceof VersionConflict)) acknowledged.push({ stream, version: outcome.version, event })
  }
  return acknowledged
}

const writeAll = async (t: Trial, streamCount: number, writers = WRITERS, appends = t.setting.appendsPerWriter): Promise<Acknowledged[]> => {
  const streams = Array.from({ length: streamCount }, () => t.stream())
  return (await Promise.all(Array.from({ length: writers }, (_, writer) => write(t, streams, writer, appends)))).flat()
}

/** Reads behind the writers until they are done: what a consumer with a checkpoint sees. */
const readBehind = async (t: Trial, writing: Promise<unknown>): Promise<StoredEvent[]> => {
  let done = false
  void writing.finally(() => { done = true }).catch(() => undefined)
  const seen: StoredEvent[] = []
  let position = t.start
  for (;;) {
    const last = done
    const page = await t.store.readAll(position)
    if (page.length > 0) position = page.at(-1)!.position
    else if (last) return seen
    seen.push(...t.own(page))
  }
}

const keyOf = (stream: string, version: number, id: string): string => `${stream}@${version} ${id}`

/** As `toEqual`, but quick for thousands of events that are the same. */
const expectSame = (actual: readonly unknown[], expected: readonly unknown[]): void => {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual).toEqual(expected)
}

const expectVersionsInOrder = (events: readonly StoredEvent[]): void => {
  const known = new Map<string, number>()
  const outOfOrder = events.filter((event) => {
    const expected = (known.get(event.stream) ?? 0) + 1
    known.set(event.stream, event.version)
    return event.version !== expected
  })
  expect(outOfOrder).toEqual([])
}

export const concurrencyCases = [
  tckCase(`concurrency: ${WRITERS} writers on ${STREAMS} streams and a live subscriber: every acknowledged event once, at its version, in order`, async (t) => {
    const follower = t.follow(t.start)
    const acknowledged = await writeAll(t, STREAMS)
    await follower.waitFor(acknowledged.length)
    await follower.stop()
    const expected = acknowledged.map(({ stream, version, event }) => keyOf(stream, version, event.id)).toSorted()
    expect(expected).toHaveLength(WRITERS * t.setting.appendsPerWriter)
    expectSame(follower.events.map((event) => keyOf(event.stream, event.version, event.id)).toSorted(), expected)
    expectSame(await t.log(), follower.events)
    expectVersionsInOrder(follower.events)
  }),

  tckCase('anomaly: a reader that resumes from its checkpoint never misses an event that commits late', async (t) => {
    const writing = Promise.all(Array.from({ length: 8 }, async (_, writer) => {
      for (let turn = 0; turn < 10; turn += 1) await t.store.append(t.stream(), 0, t.events(writer % 2 === 0 ? 1 : 20))
    }))
    const seen = await readBehind(t, writing)
    await writing
    expect(seen).toHaveLength(4 * 10 + 4 * 10 * 20)
    expectSame(idsOf(seen), idsOf(await t.log()))
  }),

  tckCase('anomaly: version 2 never sorts before version 1', async (t) => {
    const writing = writeAll(t, 3, 12, 15)
    const seen = await readBehind(t, writing)
    await writing
    expect(seen).toHaveLength(180)
    expectVersionsInOrder(seen)
  }),

  tckCase('order: a reader that has seen a position never finds a new event at or before it', async (t) => {
    const writing = writeAll(t, 10, 8, 20)
    const [one, other] = await Promise.all([readBehind(t, writing), readBehind(t, writing)])
    const final = await t.log()
    expect(final).toHaveLength(160)
    expectSame(one, final)
    expectSame(other, final)
    expect(positionsOf(final).toSorted()).toEqual(positionsOf(final))
  }),

  tckCase('order: what was acknowledged before another append began has lower positions', async (t) => {
    const positions: string[] = []
    const noise = writeAll(t, 5, 4, 20)
    for (let turn = 0; turn < 30; turn += 1) positions.push((await t.store.append(t.stream(), 0, [t.event()])).position)
    await noise
    expect(positions).toEqual(positionsOf(await t.log()).filter((position) => positions.includes(position)))
    expect(positions.toSorted()).toEqual(positions)
  }),

  tckCase('order: batches of racing writers stand whole in their stream', async (t) => {
    const stream = t.stream()
    const batches = new Map<number, string[]>()
    await Promise.all(Array.from({ length: 6 }, async (_, writer) => {
      for (let version = 0, won = 0; won < 4;) {
        const batch = t.events(writer + 2)
        const outcome = await outcomeOf(t.store.append(stream, version, batch))
        if (outcome instanceof VersionConflict) version = outcome.actualVersion
        else {
          version = outcome.version
          won += 1
          batches.set(version - batch.length, idsOf(batch))
        }
      }
    }))
    const inOrder = [...batches].toSorted(([a], [b]) => a - b).flatMap(([, ids]) => ids)
    expect(inOrder).toHaveLength(4 * (2 + 3 + 4 + 5 + 6 + 7))
    expect(idsOf(await t.store.readStream(stream))).toEqual(inOrder)
  }),

  tckCase('concurrency: a subscriber that starts in the middle of the writing loses nothing', async (t) => {
    const writing = writeAll(t, 10, 8, 30)
    await t.store.append(t.stream(), 0, [t.event()])
    const follower = t.follow(t.start)
    await writing
    await follower.waitFor(241)
    await follower.stop()
    expect(follower.events).toHaveLength(241)
    expectSame(follower.events, await t.log())
  }),

  tckCase('concurrency: the retry loop of a command never loses an increment', async (t) => {
    const stream = t.stream()
    await Promise.all(Array.from({ length: 8 }, async () => {
      for (let won = 0; won < 4;) {
        const version = (await t.store.readStream(stream)).length
        if (!((await outcomeOf(t.store.append(stream, version, [t.event()]))) instanceof VersionConflict)) won += 1
      }
    }))
    expect((await t.store.readStream(stream)).map((event) => event.version)).toEqual(Array.from({ length: 32 }, (_, index) => index + 1))
  }),
]
