import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommandFailed } from '../errors.js'
import type { Row } from './rows.js'
import { testTitles, type TypeScript } from './test-titles.js'

/** A test that names a row. */
export interface Proof {
  readonly file: string
  readonly line: number
  readonly title: string
}

export interface ProvenRow extends Row {
  readonly tests: readonly Proof[]
}

const FOLDERS = ['libs', 'services', 'test'] as const
const NOT_OURS = /(^|\/)(node_modules|dist)\//

const specsIn = (checkout: string): string[] => FOLDERS
  .flatMap((folder) => (readdirSync(join(checkout, folder), { recursive: true }) as string[]).map((name) => `${folder}/${name}`))
  .filter((name) => name.endsWith('.spec.ts') && !NOT_OURS.test(name))
  .sort()

/** Ids as whole words: `MB2` is not in `MB20`. */
const idsIn = (title: string): string[] => title.match(/\b(LS|MC|AC|MB|FO)\d+\b/g) ?? []

/** Every row with the tests of a checkout that name it. @throws CommandFailed when a test names a row that there is not */
export const proveRows = async (checkout: string, rows: readonly Row[]): Promise<ProvenRow[]> => {
  const proofs = new Map<string, Proof[]>(rows.map(({ id }) => [id, []]))
  const ts = await parser()
  for (const file of specsIn(checkout)) {
    for (const { line, title } of testTitles(ts, file, readFileSync(join(checkout, file), 'utf8'))) {
      // A group's ids stand in the titles of its tests too: they count once, where they are written.
      for (const id of new Set(idsIn(title.split(' › ').at(-1)!))) {
        const found = proofs.get(id)
        if (!found) throw new CommandFailed(`${file}:${line} names ${id}, and there is no such row`)
        found.push({ file, line, title })
      }
    }
  }
  return rows.map((row) => ({ ...row, tests: proofs.get(row.id)! }))
}

const parser = async (): Promise<TypeScript> => {
  try {
    return (await import('typescript')).default as unknown as TypeScript
  } catch {
    throw new CommandFailed('TypeScript is not installed: run `npm install` in the checkout.')
  }
}
