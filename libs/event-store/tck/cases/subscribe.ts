import { setImmediate } from 'node:timers/promises'
import { expect } from '@jest/globals'
import { READ_LIMIT, START } from '../../port.js'
import { idsOf, tckCase } from '../tck-case.js'

export const subscribeCases = [
  tckCase('subscribe: from START delivers what is there', async (t) => {
    await t.filledStream(3)
    expect(await t.take(START, 3)).toEqual(await t.log())
    expect(await t.log()).toHaveLength(3)
  }),

  tckCase('subscribe: from the middle delivers what follows', async (t) => {
    await t.filledStream(5)
    const all = await t.log()
    expect(await t.take(all[1]!.position, 3)).toEqual(all.slice(2))
  }),

  tckCase('subscribe: from the head delivers only what is new', async (t) => {
    await t.filledStream(3)
    const follower = t.follow(await t.store.head())
    const stream = await t.filledStream(2)
    await follower.waitFor(2)
    await follower.stop()
    expect(follower.events).toEqual(await t.store.readStream(stream))
    expect(follower.events).toHaveLength(2)
  }),

  tckCase('subscribe: goes on from history to live events without a seam', async (t) => {
    const stream = await t.filledStream(3)
    const follower = t.follow(t.start)
    await follower.waitFor(3)
    for (let version = 3; version < 8; version += 1) {
      await t.store.append(stream, version, [t.event()])
      await follower.waitFor(version + 1)
    }
    await follower.stop()
    expect(follower.events.map((event) => event.version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  }),

  tckCase('subscribe: a live event comes soon', async (t) => {
    const follower = t.follow(t.start)
    await t.filledStream(1)
    await follower.waitFor(1)
    const from = performance.now()
    await t.filledStream(1)
    await follower.waitFor(2)
    await follower.stop()
    expect(follower.events).toHaveLength(2)
    expect(performance.now() - from).toBeLessThan(t.setting.patience_ms / 5)
  }),

  tckCase('subscribe: a long history comes whole, in order, in pages that are neither empty nor too large', async (t) => {
    await t.filledStream(READ_LIMIT * 2 + 100)
    const follower = t.follow(t.start)
    await follower.waitFor(READ_LIMIT * 2 + 100)
    await follower.stop()
    expect(follower.events.map((event) => event.version)).toEqual(Array.from({ length: READ_LIMIT * 2 + 100 }, (_, index) => index + 1))
    expect(Math.min(...follower.pageSizes)).toBeGreaterThan(0)
    expect(Math.max(...follower.pageSizes)).toBeLessThanOrEqual(READ_LIMIT)
  }),

  tckCase('subscribe: a slow consumer gets everything', async (t) => {
    const abort = new AbortController()
    const patience = setTimeout(() => abort.abort(), t.setting.patience_ms)
    const seen: string[] = []
    const stream = await t.filledStream(20)
    const writing = (async () => {
      for (let version = 20; version < 60; version += 1) await t.store.append(stream, version, [t.event()])
    })()
    for await (const page of t.store.subscribe(t.start, abort.signal)) {
      seen.push(...idsOf(t.own(page)))
      if (seen.length >= 60) break
      await writing
    }
    clearTimeout(patience)
    await writing
    expect(seen).toEqual(idsOf(await t.store.readStream(stream)))
    expect(seen).toHaveLength(60)
  }),

  tckCase('subscribe: a consumer that stands still does not hold up another one', async (t) => {
    const still = t.store.subscribe(t.start, new AbortController().signal)[Symbol.asyncIterator]()
    const quick = t.follow(t.start)
    await t.filledStream(600)
    expect((await still.next()).done).toBe(false)
    await t.filledStream(600)
    await quick.waitFor(1200)
    await quick.stop()
    expect(quick.events).toHaveLength(1200)
    await still.return?.()
  }),

  tckCase('subscribe: several subscribers get everything, each in order', async (t) => {
    const followers = [t.follow(t.start), t.follow(t.start), t.follow(t.start)]
    await t.filledStream(4)
    await t.filledStream(4)
    for (const follower of followers) await follower.waitFor(8)
    for (const follower of followers) await follower.stop()
    const all = await t.log()
    expect(all).toHaveLength(8)
    for (const follower of followers) expect(follower.events).toEqual(all)
  }),

  tckCase('subscribe: an abort ends it while it waits', async (t) => {
    await t.filledStream(1)
    const follower = t.follow(t.start)
    await follower.waitFor(1)
    await setImmediate()
    await follower.stop()
    expect(follower.events).toHaveLength(1)
  }),

  tckCase('subscribe: an abort ends it between two pages', async (t) => {
    await t.filledStream(READ_LIMIT + 10)
    const abort = new AbortController()
    let pages = 0
    for await (const page of t.store.subscribe(t.start, abort.signal)) {
      pages += page.length > 0 ? 1 : 0
      abort.abort()
    }
    expect(pages).toBe(1)
  }),

  tckCase('subscribe: a signal that was aborted before delivers nothing', async (t) => {
    await t.filledStream(1)
    for await (const page of t.store.subscribe(t.start, AbortSignal.abort())) expect(page).toBeUndefined()
    expect(await t.take(t.start, 1)).toHaveLength(1)
  }),

  tckCase('subscribe: leaving the loop leaves the store usable', async (t) => {
    await t.filledStream(2)
    for (let round = 0; round < 5; round += 1) {
      for await (const page of t.store.subscribe(t.start, AbortSignal.timeout(t.setting.patience_ms))) {
        expect(page.length).toBeGreaterThan(0)
        break
      }
    }
    await t.filledStream(1)
    expect(await t.take(t.start, 3)).toHaveLength(3)
  }),

  tckCase('subscribe: resumed again and again after its last position it loses nothing and doubles nothing', async (t) => {
    const stream = t.stream()
    const seen: string[] = []
    let position = t.start
    for (let version = 0; version < 30; version += 3) {
      await t.store.append(stream, version, t.events(3))
      const [next] = await t.take(position, 1)
      expect(next).toBeDefined()
      seen.push(next!.id)
      position = next!.position
    }
    seen.push(...idsOf(await t.take(position, 20)))
    expect(seen).toEqual(idsOf(await t.store.readStream(stream)))
    expect(seen).toHaveLength(30)
  }),

  tckCase('subscribe: close ends every subscription', async (t) => {
    await t.filledStream(1)
    const followers = [t.follow(t.start), t.follow(await t.store.head())]
    await followers[0]!.waitFor(1)
    await t.store.close()
    await Promise.all(followers.map((follower) => follower.ended))
    expect(followers.map((follower) => follower.events.length)).toEqual([1, 0])
  }),
]
