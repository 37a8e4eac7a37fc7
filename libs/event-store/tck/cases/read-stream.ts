import { expect } from '@jest/globals'
import { READ_LIMIT } from '../../port.js'
import { idsOf, tckCase } from '../tck-case.js'

const versions = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index)

export const readStreamCases = [
  tckCase('readStream: a stream that does not exist is empty beside one that does', async (t) => {
    const stream = await t.filledStream(1)
    expect(await t.store.readStream(t.stream())).toEqual([])
    expect(await t.store.readStream(stream)).toHaveLength(1)
  }),

  tckCase('readStream: gives every field as it was appended', async (t) => {
    const stream = t.stream()
    const batch = [t.event({ amount_minor: 1 }, 'RefundRequested'), t.event({ amount_minor: 2 }, 'RefundApproved')]
    await t.store.append(stream, 0, batch)
    const stored = await t.store.readStream(stream)
    expect(stored).toEqual(batch.map((event, index) => ({ ...event, stream, version: index + 1, position: stored[index]!.position })))
  }),

  tckCase('readStream: from a version on', async (t) => {
    const stream = await t.filledStream(5)
    expect((await t.store.readStream(stream, 3)).map((event) => event.version)).toEqual([3, 4, 5])
  }),

  tckCase('readStream: the last version alone', async (t) => {
    const stream = await t.filledStream(5)
    expect((await t.store.readStream(stream, 5)).map((event) => event.version)).toEqual([5])
  }),

  tckCase('readStream: beyond the end is empty, until something is appended there', async (t) => {
    const stream = await t.filledStream(2)
    expect(await t.store.readStream(stream, 3)).toEqual([])
    await t.store.append(stream, 2, [t.event()])
    expect(await t.store.readStream(stream, 3)).toHaveLength(1)
  }),

  tckCase('readStream: at most the limit asked for', async (t) => {
    const stream = await t.filledStream(5)
    expect((await t.store.readStream(stream, 2, 2)).map((event) => event.version)).toEqual([2, 3])
  }),

  tckCase('readStream: pages of any size give the same events', async (t) => {
    const stream = await t.filledStream(10)
    for (const size of [1, 3, 10, 11]) {
      const paged = []
      for (let from = 1; from <= 10; from += size) paged.push(...(await t.store.readStream(stream, from, size)))
      expect(paged).toEqual(await t.store.readStream(stream))
      expect(paged).toHaveLength(10)
    }
  }),

  tckCase(`readStream: never more than ${READ_LIMIT} at once, and the rest in the next page`, async (t) => {
    const stream = await t.filledStream(READ_LIMIT + 30)
    const page = await t.store.readStream(stream)
    expect(page.map((event) => event.version)).toEqual(versions(1, READ_LIMIT))
    expect(await t.store.readStream(stream, 1, READ_LIMIT * 2)).toHaveLength(READ_LIMIT)
    expect((await t.store.readStream(stream, READ_LIMIT + 1)).map((event) => event.version)).toEqual(versions(READ_LIMIT + 1, READ_LIMIT + 30))
  }),

  tckCase('readStream: what was read once reads the same later', async (t) => {
    const stream = await t.filledStream(3)
    const before = await t.store.readStream(stream)
    await t.store.append(stream, 3, t.events(2))
    const after = await t.store.readStream(stream)
    expect(before).toHaveLength(3)
    expect(after.slice(0, 3)).toEqual(before)
  }),

  tckCase('readStream: sees an append as soon as it is acknowledged', async (t) => {
    const stream = t.stream()
    for (let version = 0; version < 20; version += 1) {
      const event = t.event()
      await t.store.append(stream, version, [event])
      expect(idsOf(await t.store.readStream(stream, version + 1))).toEqual([event.id])
    }
  }),
]
