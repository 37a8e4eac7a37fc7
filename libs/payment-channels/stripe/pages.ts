import type { z } from 'zod'
import type { Unknown } from '../port.js'
import type { Params, StripeAnswer, StripeError } from './client.js'

interface Page<Item> {
  readonly data: readonly Item[]
  readonly has_more: boolean
}

/** Everything in one of Stripe's lists, page by page. A list that is longer than `limit` pages, or does not go on, cannot be read. */
export const allPages = async <Item extends { readonly id: string }>(
  ask: (page: Params) => Promise<StripeAnswer>, shape: z.ZodType<Page<Item>>, limit: number,
): Promise<{ readonly items: readonly Item[] } | { readonly error: StripeError } | Unknown> => {
  const items: Item[] = []
  for (let pages = 0; pages < limit; pages++) {
    const last = items.at(-1)
    const answer = await ask({ limit: 100, ...(last && { starting_after: last.id }) })
    if (!('body' in answer)) return answer
    const page = shape.safeParse(answer.body)
    if (!page.success || (page.data.has_more && page.data.data.length === 0)) break
    items.push(...page.data.data)
    if (!page.data.has_more) return { items }
  }
  return { outcome: 'unknown', why: 'unreadable-answer', detail: 'a list of another shape' }
}
