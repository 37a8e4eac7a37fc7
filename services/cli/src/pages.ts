import type { ServiceClient } from './client.js'

export interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

type Query = Readonly<Record<string, string | number | undefined>>

/** Every item of a list, fetched page by page as they are asked for. */
export async function* pages<T>(client: ServiceClient, path: string, query: Query = {}): AsyncGenerator<T> {
  let after: string | undefined
  do {
    const page: Page<T> = await client.get(path, { limit: 200, ...query, after })
    yield* page.items
    after = page.next ?? undefined
  } while (after !== undefined)
}

/** At most `limit` items of a list. */
export const firstOf = async <T>(items: AsyncIterable<T>, limit: number): Promise<T[]> => {
  const found: T[] = []
  for await (const item of items) {
    if (found.push(item) >= limit) break
  }
  return found
}
