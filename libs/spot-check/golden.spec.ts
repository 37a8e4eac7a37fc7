import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { upcast } from '@recourse/kernel'
import { spotCheckEvents } from './events/index.js'
import { abandoned, walk } from './testing.js'

/** One stored event per type and schema version, kept for ever: what was once written stays readable. `npm run golden` adds missing ones, it changes none. */
const golden = fileURLToPath(new URL('./golden/', import.meta.url))

interface Stored {
  readonly type: string
  readonly schemaVersion: number
  readonly data: unknown
}

const versions = spotCheckEvents.flatMap((definition) =>
  Array.from({ length: definition.schemaVersion }, (_, index) => [definition.type, index + 1, definition] as const))
const fileOf = (type: string, schemaVersion: number): string => `${golden}${type}.v${schemaVersion}.json`

if (process.env.UPDATE_GOLDEN) {
  mkdirSync(golden, { recursive: true })
  const examples = [...walk().events, ...abandoned().events]
  for (const { type, schemaVersion } of spotCheckEvents) {
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
    expect(readdirSync(golden).sort()).toEqual(versions.map(([type, schemaVersion]) => `${type}.v${schemaVersion}.json`).sort())
  })
})
