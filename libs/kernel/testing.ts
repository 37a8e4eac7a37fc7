import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { upcast, type EventDefinition } from './events.js'

interface Stored {
  readonly type: string
  readonly schemaVersion: number
  readonly data: unknown
}

/**
 * Holds a library to its stored events: one file per type and schema version, kept for ever, because what was once written stays readable.
 * `npm run golden` adds missing ones from the examples, it changes none.
 * @param directory of the files, ending with a slash
 * @param besides names of what else stands in the directory
 */
export const goldenEvents = (
  directory: string, definitions: readonly EventDefinition<string, any>[], examples: () => readonly { readonly type: string; readonly data: unknown }[],
  besides: readonly string[] = [],
): void => {
  const versions = definitions.flatMap((definition) =>
    Array.from({ length: definition.schemaVersion }, (_, index) => [definition.type, index + 1, definition] as const))
  const nameOf = (type: string, schemaVersion: number): string => `${type}.v${schemaVersion}.json`

  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(directory, { recursive: true })
    const given = examples()
    for (const { type, schemaVersion } of definitions) {
      const example = given.find((event) => event.type === type)!
      const file = directory + nameOf(type, schemaVersion)
      if (!existsSync(file)) writeFileSync(file, `${JSON.stringify({ type, schemaVersion, data: example.data }, null, 2)}\n`)
    }
  }

  describe('golden events', () => {
    it.each(versions)('%s v%d is still read', (type, schemaVersion, definition) => {
      const stored = JSON.parse(readFileSync(directory + nameOf(type, schemaVersion), 'utf8')) as Stored
      expect(stored).toMatchObject({ type, schemaVersion })
      const data = upcast(definition, schemaVersion, stored.data)
      expect(definition.schema.parse(data)).toEqual(data)
    })

    it('holds nothing that no event explains', () => {
      expect(readdirSync(directory).sort()).toEqual([...versions.map(([type, schemaVersion]) => nameOf(type, schemaVersion)), ...besides].sort())
    })
  })
}
