import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { upcast } from '@recourse/kernel'
import { refundCaseEvents, type RefundCaseEvent } from './events/index.js'
import { evolve } from './evolve.js'
import { UNOPENED, type RefundCase } from './state.js'
import { walks } from './testing.js'

/** One stored event per type and schema version, kept for ever: what was once written stays readable. `npm run golden` adds missing ones, it changes none. */
const golden = fileURLToPath(new URL('./golden/', import.meta.url))

interface Stored {
  readonly type: string
  readonly schemaVersion: number
  readonly data: unknown
}

/** A whole case as recorded, with the state it must always replay to. */
const wholeCase = `${golden}cases/whole-case.v1.json`

const versions = refundCaseEvents.flatMap((definition) =>
  Array.from({ length: definition.schemaVersion }, (_, index) => [definition.type, index + 1, definition] as const))
const fileOf = (type: string, schemaVersion: number): string => `${golden}${type}.v${schemaVersion}.json`

if (process.env.UPDATE_GOLDEN) {
  mkdirSync(`${golden}cases`, { recursive: true })
  const [first] = walks()
  if (!existsSync(wholeCase)) writeFileSync(wholeCase, `${JSON.stringify({ events: first!.events, state: first!.state }, null, 2)}\n`)
  const examples = walks().flatMap(({ events }) => events)
  for (const { type, schemaVersion } of refundCaseEvents) {
    const example = examples.find((event) => event.type === type)!
    const file = fileOf(type, schemaVersion)
    if (!existsSync(file)) writeFileSync(file, `${JSON.stringify({ type, schemaVersion, data: example.data }, null, 2)}\n`)
  }
}

describe('golden events', () => {
  it.each(versions)('%s v%d is still read', (type, schemaVersion, definition) => {
    const stored = JSON.parse(readFileSync(fileOf(type, schemaVersion), 'utf8')) as Stored
    expect(stored).toMatchObject({ type, schemaVersion })
    const data = upcast(definition, schemaVersion, stored.data)
    expect(definition.schema.parse(data)).toEqual(data)
  })

  it('holds nothing that no event explains', () => {
    const files = readdirSync(golden).filter((file) => file.endsWith('.json'))
    expect(files.sort()).toEqual(versions.map(([type, schemaVersion]) => `${type}.v${schemaVersion}.json`).sort())
  })

  it('replay a whole case to the same state as ever', () => {
    const { events, state } = JSON.parse(readFileSync(wholeCase, 'utf8')) as { events: RefundCaseEvent[]; state: RefundCase }
    expect(JSON.parse(JSON.stringify(events.reduce(evolve, UNOPENED)))).toMatchObject(state)
  })
})
