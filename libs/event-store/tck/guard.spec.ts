import { describe, expect, it } from '@jest/globals'
import { MemoryEventStore } from '../memory/memory-event-store.js'
import { eventStoreCases, eventStoreTck } from './event-store-tck.js'
import { NoopEventStore } from './noop-event-store.js'
import type { TckCase } from './tck-case.js'

/** What a store that keeps nothing may get right: nothing but this. */
const TRUE_OF_NOTHING: readonly string[] = ['append: every position is text above START']

const passesOnNoop = async ({ run }: TckCase): Promise<boolean> => {
  const open = async () => ({ store: new NoopEventStore(), dispose: async () => undefined })
  try {
    await Promise.race([
      run({ open, patience_ms: 100, uniqueIds: true, appendsPerWriter: 2 }),
      new Promise((_, reject) => setTimeout(() => reject(new Error('it hangs')), 2_000).unref()),
    ])
    return true
  } catch {
    return false
  }
}

describe('the conformance suite itself', () => {
  it('is failed by a store that answers everything and keeps nothing', async () => {
    const results = await Promise.all(eventStoreCases.map(async (tckCase) => ({ name: tckCase.name, passed: await passesOnNoop(tckCase) })))
    expect(results.filter(({ passed }) => passed).map(({ name }) => name)).toEqual(TRUE_OF_NOTHING)
  })

  it('has cases that all carry a name of their own', () => {
    expect(new Set(eventStoreCases.map(({ name }) => name)).size).toBe(eventStoreCases.length)
    expect(eventStoreCases.length).toBeGreaterThanOrEqual(60)
  })
})

const ran = eventStoreTck('the memory store', async () => {
  const store = new MemoryEventStore()
  return { store, dispose: () => store.close() }
}, { appendsPerWriter: 500 })

describe('a run of the conformance suite', () => {
  it('left no case out', () => {
    expect(ran).toEqual(eventStoreCases.map(({ name }) => name))
  })
})
