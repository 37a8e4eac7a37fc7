import { expect } from '@jest/globals'
import { VersionConflict } from '../../port.js'
import { idsOf, outcomeOf, tckCase } from '../tck-case.js'

export const idempotencyCases = [
  tckCase('repeat: the same append answers as the first time and writes nothing', async (t) => {
    const stream = t.stream()
    const batch = [t.event()]
    const first = await t.store.append(stream, 0, batch)
    expect(await t.store.append(stream, 0, batch)).toEqual(first)
    expect(await t.log()).toHaveLength(1)
  }),

  tckCase('repeat: a whole batch answers as the first time', async (t) => {
    const stream = await t.filledStream(2)
    const batch = t.events(3)
    const first = await t.store.append(stream, 2, batch)
    expect(await t.store.append(stream, 2, batch)).toEqual(first)
    expect(await t.store.readStream(stream)).toHaveLength(5)
  }),

  tckCase('repeat: answers as the first time also when the stream has gone on', async (t) => {
    const stream = t.stream()
    const batch = t.events(2)
    const first = await t.store.append(stream, 0, batch)
    await t.store.append(stream, 2, t.events(2))
    expect(await t.store.append(stream, 0, batch)).toEqual(first)
    expect(await t.store.readStream(stream)).toHaveLength(4)
  }),

  tckCase('repeat: the beginning of a batch answers with its own version and position', async (t) => {
    const stream = t.stream()
    const batch = t.events(3)
    await t.store.append(stream, 0, batch)
    const [, second] = await t.store.readStream(stream)
    expect(await t.store.append(stream, 0, batch.slice(0, 2))).toEqual({ version: 2, position: second!.position })
  }),

  tckCase('repeat: an old event together with a new one is refused, and the new one is not written', async (t) => {
    const stream = t.stream()
    const [old, fresh] = t.events(2)
    await t.store.append(stream, 0, [old!])
    expect(await outcomeOf(t.store.append(stream, 0, [old!, fresh!]))).toBeInstanceOf(VersionConflict)
    expect(idsOf(await t.store.readStream(stream))).toEqual([old!.id])
  }),

  tckCase('repeat: the same events at another version are refused', async (t) => {
    const stream = t.stream()
    const batch = t.events(3)
    await t.store.append(stream, 0, batch)
    expect(await outcomeOf(t.store.append(stream, 1, [batch[0]!]))).toBeInstanceOf(VersionConflict)
    expect(await t.store.readStream(stream)).toHaveLength(3)
  }),

  tckCase('repeat: the same events in another order are refused', async (t) => {
    const stream = t.stream()
    const batch = t.events(2)
    await t.store.append(stream, 0, batch)
    expect(await outcomeOf(t.store.append(stream, 0, batch.toReversed()))).toBeInstanceOf(VersionConflict)
    expect(idsOf(await t.store.readStream(stream))).toEqual(idsOf(batch))
  }),

  tckCase('repeat: the same event twice in one batch is refused', async (t) => {
    const stream = t.stream()
    const event = t.event()
    expect(await outcomeOf(t.store.append(stream, 0, [event, event]))).toBeInstanceOf(VersionConflict)
    expect(await t.store.readStream(stream)).toEqual([])
    expect(await t.store.append(stream, 0, [event])).toMatchObject({ version: 1 })
  }),

  tckCase('repeat: an id that stands earlier in the stream is refused where ids are unique', async (t) => {
    const stream = t.stream()
    const event = t.event()
    await t.store.append(stream, 0, [event])
    const outcome = await outcomeOf(t.store.append(stream, 1, [event]))
    expect(outcome instanceof VersionConflict).toBe(t.setting.uniqueIds)
    expect(await t.store.readStream(stream)).toHaveLength(t.setting.uniqueIds ? 1 : 2)
  }),

  tckCase('repeat: an id that stands in another stream is refused where ids are unique', async (t) => {
    const [one, other] = [t.stream(), t.stream()]
    const event = t.event()
    await t.store.append(one, 0, [event])
    const outcome = await outcomeOf(t.store.append(other, 0, [t.event(), event]))
    expect(outcome instanceof VersionConflict).toBe(t.setting.uniqueIds)
    expect(await t.store.readStream(other)).toHaveLength(t.setting.uniqueIds ? 0 : 2)
    expect(await t.store.readStream(one)).toHaveLength(1)
  }),

  tckCase('repeat: many repetitions at once give one event and one answer', async (t) => {
    const stream = t.stream()
    const batch = t.events(2)
    const answers = await Promise.all(Array.from({ length: 32 }, () => t.store.append(stream, 0, batch)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await t.log()).toHaveLength(2)
  }),
]
