import type { StoredEvent } from '@recourse/event-store'
import { concerns, publish, type Interest } from '../events/published-event.js'

const RETRY_MS = 2_000

/**
 * Server-sent events, made only as fast as they are read. The id of each is its position; when a page ends with events of others, an id without data moves
 * the consumer's Last-Event-ID past them. Silence is broken by a comment, so that proxies keep the connection.
 */
export async function* frames(pages: AsyncIterable<StoredEvent[]>, interest: Interest, heartbeat_ms: number): AsyncGenerator<string> {
  const iterator = pages[Symbol.asyncIterator]()
  try {
    yield `retry: ${RETRY_MS}\n\n`
    for (let page = iterator.next(); ;) {
      const read = await within(page, heartbeat_ms)
      if (read === undefined) yield ': heartbeat\n\n'
      else if (read.done) return
      else {
        yield* framesOf(read.value, interest)
        page = iterator.next()
      }
    }
  } finally {
    void iterator.return?.()
  }
}

function* framesOf(page: readonly StoredEvent[], interest: Interest): Generator<string> {
  const own = page.filter((event) => concerns(interest, event))
  for (const event of own) yield `id: ${event.position}\ndata: ${JSON.stringify(publish(event))}\n\n`
  const last = page.at(-1)
  if (last && last !== own.at(-1)) yield `id: ${last.position}\n\n`
}

/** What the promise gives, or undefined when it takes longer. */
const within = async <T>(promise: Promise<T>, limit_ms: number): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limit_ms)
  })
  try {
    return await Promise.race([promise, limit])
  } finally {
    clearTimeout(timer)
  }
}
