import { describe, expect, it } from '@jest/globals'
import type { EventToAppend } from '../port.js'
import { AppendQueue } from './append-queue.js'

const event = (size = 1): EventToAppend => ({ id: 'e', type: 'SomethingHappened', body: 'x'.repeat(size), hash: 'h' })

/** A queue whose batches are answered one turn later, and the streams of each batch that was sent. */
const recordingQueue = () => {
  const batches: string[][] = []
  const queue = new AppendQueue<string>(async (batch) => {
    batches.push(batch.map(({ stream }) => stream))
    await new Promise((resolve) => setImmediate(resolve))
    for (const { stream, resolve } of batch) resolve(stream)
  })
  return { batches, queue }
}

const addAll = (queue: AppendQueue<string>, count: number, size?: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => queue.add(String(index), 0, [event(size)])))

describe('the queue of appends', () => {
  it('sends a lone append at once', async () => {
    const { batches, queue } = recordingQueue()
    expect(await queue.add('a', 0, [event()])).toBe('a')
    expect(batches).toEqual([['a']])
  })

  it('sends together what came while a batch was under way, in the order in which it came', async () => {
    const { batches, queue } = recordingQueue()
    const first = queue.add('a', 0, [event()])
    await Promise.resolve()
    const rest = ['b', 'c', 'd'].map((stream) => queue.add(stream, 0, [event()]))
    expect(await Promise.all([first, ...rest])).toEqual(['a', 'b', 'c', 'd'])
    expect(batches).toEqual([['a'], ['b', 'c', 'd']])
  })

  it('sends at most 200 appends at once', async () => {
    const { batches, queue } = recordingQueue()
    expect(await addAll(queue, 450)).toHaveLength(450)
    expect(batches.map((batch) => batch.length)).toEqual([200, 200, 50])
  })

  it('sends at most 4 million characters at once, but always one append', async () => {
    const { batches, queue } = recordingQueue()
    await addAll(queue, 5, 1_500_000)
    await queue.add('huge', 0, [event(9_000_000)])
    expect(batches.map((batch) => batch.length)).toEqual([2, 2, 1, 1])
  })

  it('is drained when everything was answered', async () => {
    const { batches, queue } = recordingQueue()
    void addAll(queue, 250)
    await queue.drained()
    expect(batches).toHaveLength(2)
    await queue.drained()
  })
})
