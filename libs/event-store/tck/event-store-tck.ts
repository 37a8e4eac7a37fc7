import { describe, it } from '@jest/globals'
import { appendCases } from './cases/append.js'
import { bodyCases } from './cases/bodies.js'
import { concurrencyCases } from './cases/concurrency.js'
import { idempotencyCases } from './cases/idempotency.js'
import { readAllCases } from './cases/read-all.js'
import { readStreamCases } from './cases/read-stream.js'
import { subscribeCases } from './cases/subscribe.js'
import type { OpenedStore, TckCase, TckSetting } from './tck-case.js'

/** The port's contract as data, so that a guard can prove that a store which does nothing fails it. */
export const eventStoreCases: readonly TckCase[] = [
  ...appendCases, ...idempotencyCases, ...readStreamCases, ...readAllCases, ...bodyCases, ...subscribeCases, ...concurrencyCases,
]

/** Declares one jest test per case. Returns the names of the cases that have run to their end, which grows while they run. */
export const eventStoreTck = (name: string, open: () => Promise<OpenedStore>, setting: Partial<Omit<TckSetting, 'open'>> = {}): string[] => {
  const ran: string[] = []
  describe(`${name} keeps the contract of the event store`, () => {
    for (const { name: caseName, run } of eventStoreCases) {
      it(caseName, async () => {
        await run({ patience_ms: 15_000, uniqueIds: true, appendsPerWriter: 60, ...setting, open })
        ran.push(caseName)
      })
    }
  })
  return ran
}
