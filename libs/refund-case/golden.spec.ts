import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from '@jest/globals'
import { goldenEvents } from '@recourse/kernel/testing'
import { refundCaseEvents, type RefundCaseEvent } from './events/index.js'
import { evolve } from './evolve.js'
import { UNOPENED, type RefundCase } from './state.js'
import { walks } from './testing.js'

const golden = fileURLToPath(new URL('./golden/', import.meta.url))

goldenEvents(golden, refundCaseEvents, () => walks().flatMap(({ events }) => events), ['cases'])

/** A whole case as recorded, with the state it must always replay to. */
const wholeCase = `${golden}cases/whole-case.v1.json`

if (process.env.UPDATE_GOLDEN) {
  mkdirSync(`${golden}cases`, { recursive: true })
  const [first] = walks()
  if (!existsSync(wholeCase)) writeFileSync(wholeCase, `${JSON.stringify({ events: first!.events, state: first!.state }, null, 2)}\n`)
}

it('the golden case replays to the same state as ever', () => {
  const { events, state } = JSON.parse(readFileSync(wholeCase, 'utf8')) as { events: RefundCaseEvent[]; state: RefundCase }
  expect(JSON.parse(JSON.stringify(events.reduce(evolve, UNOPENED)))).toMatchObject(state)
})
