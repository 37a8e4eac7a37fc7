import { Readable } from 'node:stream'
import { describe, expect, it } from '@jest/globals'
import type { StoredEvent } from '@recourse/event-store'
import { frames } from './frames.js'

const event = (n: number, tenant = 'demo'): StoredEvent => ({
  position: String(n), id: `e-${n}`, stream: `order-${tenant}.${n}`, version: 1, type: 'OrderRecorded', hash: '',
  body: JSON.stringify({ type: 'OrderRecorded', schemaVersion: 1, data: { n }, metadata: { tenant, recordedAt: '' }, prevHash: '' }),
})

async function* pagesOf(...pages: StoredEvent[][]): AsyncGenerator<StoredEvent[]> {
  yield* pages
}

const collect = async (generator: AsyncIterable<string>): Promise<string[]> => {
  const texts: string[] = []
  for await (const text of generator) texts.push(text)
  return texts
}

describe('frames', () => {
  it('have the position as id, and move the id past events of others', async () => {
    const [retry, ...texts] = await collect(frames(pagesOf([event(1), event(2, 'other')], [event(3, 'other')], [event(4)]), { tenant: 'demo' }, 1_000))
    expect(retry).toBe('retry: 2000\n\n')
    expect(texts.map((text) => text.split('\n')[0])).toEqual(['id: 1', 'id: 2', 'id: 3', 'id: 4'])
    expect(texts[1]).toBe('id: 2\n\n')
    expect(JSON.parse(texts[3]!.split('\n')[1]!.slice('data: '.length))).toMatchObject({ position: '4', data: { n: 4 } })
  })

  it('break silence by a comment', async () => {
    async function* silence(): AsyncGenerator<StoredEvent[]> {
      await new Promise(() => {})
      yield []
    }
    const generator = frames(silence(), { tenant: 'demo' }, 1)
    expect([(await generator.next()).value, (await generator.next()).value, (await generator.next()).value]).toEqual(['retry: 2000\n\n', ': heartbeat\n\n', ': heartbeat\n\n'])
  })

  it('are made only as fast as they are read', async () => {
    let pages = 0
    async function* endless(): AsyncGenerator<StoredEvent[]> {
      for (;;) {
        pages += 1
        yield Array.from({ length: 100 }, (_, n) => event(pages * 100 + n))
      }
    }
    const stream = Readable.from(frames(endless(), { tenant: 'demo' }, 1_000), { objectMode: false, highWaterMark: 16 * 1024 })
    await new Promise((resolve) => stream.once('readable', resolve))
    await new Promise((resolve) => setImmediate(resolve))
    expect(pages).toBeLessThan(5)
    stream.destroy()
  })
})
