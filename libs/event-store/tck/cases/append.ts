import { expect } from '@jest/globals'
import { START, VersionConflict } from '../../port.js'
import { idsOf, outcomeOf, positionsOf, tckCase } from '../tck-case.js'

export const appendCases = [
  tckCase('append: the first event of a stream has version 1', async (t) => {
    const stream = t.stream()
    expect(await t.store.append(stream, 0, [t.event()])).toMatchObject({ version: 1 })
    expect((await t.store.readStream(stream)).map((event) => event.version)).toEqual([1])
  }),

  tckCase('append: each append goes on where the last one ended', async (t) => {
    const stream = t.stream()
    for (let version = 0; version < 5; version += 1) expect(await t.store.append(stream, version, [t.event()])).toMatchObject({ version: version + 1 })
    expect((await t.store.readStream(stream)).map((event) => event.version)).toEqual([1, 2, 3, 4, 5])
  }),

  tckCase('append: a batch gets consecutive versions in its own order', async (t) => {
    const stream = t.stream()
    const batch = t.events(3)
    expect(await t.store.append(stream, 0, batch)).toMatchObject({ version: 3 })
    expect(idsOf(await t.store.readStream(stream))).toEqual(idsOf(batch))
  }),

  tckCase('append: answers with the position that readers find at the last event', async (t) => {
    const stream = t.stream()
    const single = await t.store.append(stream, 0, [t.event()])
    const batch = await t.store.append(stream, 1, t.events(3))
    const stored = await t.store.readStream(stream)
    expect([single.position, batch.position]).toEqual([stored[0]!.position, stored[3]!.position])
    expect(positionsOf(await t.log())).toEqual(positionsOf(stored))
  }),

  tckCase('append: takes a hundred events at once', async (t) => {
    const stream = t.stream()
    const batch = t.events(100)
    expect(await t.store.append(stream, 0, batch)).toMatchObject({ version: 100 })
    expect(idsOf(await t.store.readStream(stream))).toEqual(idsOf(batch))
  }),

  tckCase('append: an empty batch is a RangeError', async (t) => {
    await expect(t.store.append(t.stream(), 0, [])).rejects.toThrow(RangeError)
  }),

  tckCase('append: a version that is behind is refused and says where the stream is', async (t) => {
    const stream = await t.filledStream(3)
    const refused = await outcomeOf(t.store.append(stream, 1, [t.event()]))
    expect(refused).toBeInstanceOf(VersionConflict)
    expect(refused).toMatchObject({ name: 'VersionConflict', stream, expectedVersion: 1, actualVersion: 3 })
  }),

  tckCase('append: expecting no stream is refused when there is one', async (t) => {
    const stream = await t.filledStream(1)
    expect(await outcomeOf(t.store.append(stream, 0, [t.event()]))).toMatchObject({ name: 'VersionConflict', expectedVersion: 0, actualVersion: 1 })
  }),

  tckCase('append: a version that is ahead is refused', async (t) => {
    const stream = await t.filledStream(1)
    expect(await outcomeOf(t.store.append(stream, 2, [t.event()]))).toMatchObject({ name: 'VersionConflict', expectedVersion: 2, actualVersion: 1 })
  }),

  tckCase('append: a version of a stream that does not exist is refused', async (t) => {
    expect(await outcomeOf(t.store.append(t.stream(), 1, [t.event()]))).toMatchObject({ name: 'VersionConflict', expectedVersion: 1, actualVersion: 0 })
  }),

  tckCase('append: a refused batch leaves nothing behind, not even its ids', async (t) => {
    const stream = await t.filledStream(2)
    const batch = t.events(3)
    const before = await t.log()
    expect(await outcomeOf(t.store.append(stream, 1, batch))).toBeInstanceOf(VersionConflict)
    expect(await t.log()).toEqual(before)
    expect(await t.store.head()).toBe(before.at(-1)!.position)
    expect(await t.store.append(stream, 2, batch)).toMatchObject({ version: 5 })
  }),

  tckCase('append: no phantom of a refused event ever comes to a subscriber', async (t) => {
    const stream = await t.filledStream(1)
    await outcomeOf(t.store.append(stream, 0, t.events(2)))
    await t.store.append(stream, 1, [t.event()])
    const seen = await t.take(t.start, 2)
    expect(seen.map((event) => event.version)).toEqual([1, 2])
  }),

  tckCase('append: of many writers at one version exactly one wins', async (t) => {
    const stream = await t.filledStream(1)
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcomeOf(t.store.append(stream, 1, [t.event()]))))
    const refused = outcomes.filter((outcome) => outcome instanceof VersionConflict)
    expect(refused).toHaveLength(19)
    expect(new Set(refused.map((conflict) => conflict.actualVersion))).toEqual(new Set([2]))
    expect(await t.store.readStream(stream)).toHaveLength(2)
  }),

  tckCase('append: of many writers that found a stream exactly one wins', async (t) => {
    const stream = t.stream()
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcomeOf(t.store.append(stream, 0, t.events(2)))))
    expect(outcomes.filter((outcome) => outcome instanceof VersionConflict)).toHaveLength(19)
    expect(await t.store.readStream(stream)).toHaveLength(2)
  }),

  tckCase('append: streams count their versions apart, also when their names are alike', async (t) => {
    const streams = ['a', 'A', 'a.b', 'ab', 'a-b', 'a ', 'a%', 'a_'].map((id) => t.stream(id))
    await Promise.all(streams.map((stream) => t.store.append(stream, 0, [t.event({ stream })])))
    for (const stream of streams) expect((await t.store.readStream(stream)).map((event) => [event.stream, event.version])).toEqual([[stream, 1]])
  }),

  tckCase('append: every position is text above START', async (t) => {
    const { position } = await t.store.append(t.stream(), 0, [t.event()])
    expect(typeof position).toBe('string')
    expect(position > START && position > t.start).toBe(true)
  }),
]
