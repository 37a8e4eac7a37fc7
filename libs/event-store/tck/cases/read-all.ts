import { expect } from '@jest/globals'
import { READ_LIMIT, START } from '../../port.js'
import { idsOf, positionsOf, tckCase } from '../tck-case.js'

export const readAllCases = [
  tckCase('readAll: gives the events of all streams in the order of their appends', async (t) => {
    const [one, other] = [t.stream(), t.stream()]
    await t.store.append(one, 0, [t.event()])
    await t.store.append(other, 0, t.events(2))
    await t.store.append(one, 1, [t.event()])
    expect((await t.log()).map((event) => [event.stream, event.version])).toEqual([[one, 1], [other, 1], [other, 2], [one, 2]])
  }),

  tckCase('readAll: gives the same events as readStream', async (t) => {
    const stream = await t.filledStream(4)
    const stored = await t.store.readStream(stream)
    expect(stored).toHaveLength(4)
    expect(await t.log()).toEqual(stored)
  }),

  tckCase('readAll: positions rise strictly, compared as text', async (t) => {
    for (let index = 0; index < 12; index += 1) await t.filledStream(index % 3 + 1)
    const positions = positionsOf(await t.log())
    expect(positions).toHaveLength(24)
    expect(new Set(positions).size).toBe(24)
    expect(positions.toSorted()).toEqual(positions)
  }),

  tckCase('readAll: a position is excluded, what follows it is not', async (t) => {
    await t.filledStream(5)
    const all = await t.log()
    expect(all).toHaveLength(5)
    for (const [index, event] of all.entries()) expect(await t.log(event.position)).toEqual(all.slice(index + 1))
  }),

  tckCase('readAll: nothing comes after the head', async (t) => {
    await t.filledStream(2)
    const head = await t.store.head()
    expect(await t.store.readAll(head)).toEqual([])
    await t.filledStream(1)
    expect(await t.store.readAll(head)).toHaveLength(1)
  }),

  tckCase('readAll: START is before every event', async (t) => {
    await t.filledStream(1)
    const [first] = await t.store.readAll(START, 1)
    expect(first!.position > START).toBe(true)
    expect(t.start === START || first!.position <= t.start).toBe(t.start !== START || t.own([first!]).length === 1)
  }),

  tckCase('readAll: at most the limit asked for', async (t) => {
    await t.filledStream(5)
    expect(await t.store.readAll(t.start, 3)).toHaveLength(3)
  }),

  tckCase('readAll: pages of any size give the same events', async (t) => {
    await t.filledStream(4)
    await t.filledStream(7)
    const whole = await t.log()
    expect(whole).toHaveLength(11)
    for (const size of [1, 2, 5, 11]) expect(await t.log(t.start, size)).toEqual(whole)
  }),

  tckCase(`readAll: never more than ${READ_LIMIT} at once, and the rest in the next page`, async (t) => {
    await t.filledStream(READ_LIMIT + 30)
    expect(await t.store.readAll(t.start)).toHaveLength(READ_LIMIT)
    expect(await t.store.readAll(t.start, READ_LIMIT * 2)).toHaveLength(READ_LIMIT)
    expect(await t.log()).toHaveLength(READ_LIMIT + 30)
  }),

  tckCase('readAll: sees an append as soon as it is acknowledged', async (t) => {
    for (let index = 0; index < 20; index += 1) {
      const head = await t.store.head()
      const event = t.event()
      await t.store.append(t.stream(), 0, [event])
      expect(idsOf(t.own(await t.store.readAll(head)))).toEqual([event.id])
    }
  }),

  tckCase('head: is the position of the newest event', async (t) => {
    for (let index = 0; index < 3; index += 1) {
      const { position } = await t.store.append(t.stream(), 0, t.events(2))
      expect(await t.store.head()).toBe(position)
      expect((await t.log()).at(-1)?.position).toBe(position)
    }
  }),

  tckCase('firstGap: a healthy log has none', async (t) => {
    await t.filledStream(3)
    expect(await t.log()).toHaveLength(3)
    expect(await t.store.firstGap()).toBeUndefined()
  }),
]
