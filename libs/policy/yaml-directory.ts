import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isScalar, parseDocument, visit, type Document } from 'yaml'
import type { z } from 'zod'

/** Data that must not be used: names the file, the place in it and what to do. */
export class PolicyDataError extends Error {
  override name = 'PolicyDataError'
}

/** The data shipped with this library, found from its sources and from its compiled form. */
export const shippedDirectory = (name: 'packs' | 'calendars' | 'curricula' | 'rates'): string => {
  const candidates = ['./', '../'].map((up) => fileURLToPath(new URL(`${up}${name}`, import.meta.url)))
  return candidates.find((candidate) => existsSync(candidate)) ?? candidates[0]!
}

/** Names of the entries of a directory, sorted. @throws PolicyDataError when it cannot be read. */
export const entriesOf = (directory: string, kind: 'directory' | 'yaml'): string[] => {
  try {
    const entries = readdirSync(directory, { withFileTypes: true })
    return entries.filter((entry) => (kind === 'directory' ? entry.isDirectory() : entry.isFile() && entry.name.endsWith('.yaml'))).map((entry) => entry.name).sort()
  } catch (error) {
    throw new PolicyDataError(`${directory} cannot be read: give the directory of the policy data (${(error as Error).message})`)
  }
}

/** One YAML file as an object. @throws PolicyDataError when it cannot be read, is not well-formed or not a mapping. */
export const readYaml = (directory: string, file: string): Record<string, unknown> => parseYaml(join(directory, file), readFileSync(join(directory, file), 'utf8'))

/** The text of a YAML file as an object; `path` is what a fault names. @throws PolicyDataError when it is not well-formed or not a mapping. */
export const parseYaml = (path: string, text: string): Record<string, unknown> => {
  let value: unknown
  try {
    value = valueOf(text)
  } catch (error) {
    throw new PolicyDataError(`${path} is not well-formed YAML: ${(error as Error).message.split('\n')[0]}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new PolicyDataError(`${path} must be a mapping of keys to values`)
  return value as Record<string, unknown>
}

/** @throws Error for what is no YAML, keys that stand twice, and aliases that would grow without end. */
const valueOf = (text: string): unknown => {
  const document = parseDocument(text, { schema: 'core', uniqueKeys: false })
  const [fault] = document.errors
  if (fault) throw fault
  assertUniqueKeys(document)
  return document.toJS()
}

/** The parser's own check compares every key of a mapping with every other: thousands of keys would hold up the process. */
const assertUniqueKeys = (document: Document): void => visit(document, {
  Map: (_, { items }) => {
    const keys = items.map(({ key }) => (isScalar(key) ? String(key.value) : undefined)).filter((key) => key !== undefined)
    const seen = new Set<string>()
    for (const key of keys) {
      if (seen.has(key)) throw new Error(`Map keys must be unique: ${key} stands there twice`)
      seen.add(key)
    }
  },
})

/** One line a fault: `stages.review.role: …`. */
export const faultsOf = (error: z.ZodError): { readonly text: string }[] => placesOf(error).map(({ path, text }) => ({ text: `${path.join('.')}: ${text}` }))

/** Where a value does not fit its schema, and what to do about it. */
export const placesOf = (error: z.ZodError): { readonly path: readonly string[], readonly text: string }[] =>
  error.issues.flatMap((issue) => {
    const path = issue.path.map(String)
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...path, key], text: 'unknown key; remove it or correct its spelling' }))
    const missing = issue.input === undefined && issue.code !== 'custom'
    return [{ path, text: missing ? `is missing; add it (${issue.message})` : issue.message }]
  })
