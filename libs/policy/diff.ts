import { canonicalJson } from '@recourse/kernel'

/** One place where two packs differ; a side that has nothing there is left out. */
export interface PackDifference {
  readonly path: string
  readonly before?: unknown
  readonly after?: unknown
}

/**
 * Where two JSON values differ, as deep as they can be compared. Items of lists that have an `id`, `code`, `kind` or `level` are compared by it, so that an
 * inserted clause is one difference; a list in another order is one too.
 */
export const diffPacks = (before: unknown, after: unknown, path = ''): PackDifference[] => {
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return []
  const [old, now] = [membersOf(before), membersOf(after)]
  if (!old || !now) return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }]
  const inner = [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => diffPacks(old.get(key), now.get(key), path === '' ? key : `${path}.${key}`))
  return inner.length > 0 ? inner : [{ path, before: [...old.keys()], after: [...now.keys()] }]
}

const NAMES = ['id', 'code', 'kind', 'level']

/** Members by name; undefined for what has none. */
const membersOf = (value: unknown): ReadonlyMap<string, unknown> | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  if (!Array.isArray(value)) return new Map(Object.entries(value))
  const names = value.map(nameOf)
  return names.every((name) => name !== undefined) && new Set(names).size === names.length ? new Map(names.map((name, index) => [name!, value[index] as unknown])) : undefined
}

const nameOf = (item: unknown): string | undefined => {
  if (typeof item !== 'object' || item === null) return undefined
  const name = NAMES.find((key) => key in item && typeof (item as Record<string, unknown>)[key] !== 'object')
  return name && String((item as Record<string, unknown>)[name])
}
