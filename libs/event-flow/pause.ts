/** Waits, or returns early when the signal aborts. */
export const pause = (within_ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, within_ms)
    signal.addEventListener('abort', end)
  })

/** Exponential with full jitter: `attempt` counts from 1. */
export const backoff_ms = (attempt: number, first_ms = 100, most_ms = 5_000): number =>
  Math.min(most_ms, first_ms * 2 ** Math.min(attempt - 1, 20)) * (0.5 + Math.random() / 2)

/** The items of an endless iterable, and `undefined` whenever it was silent for `every_ms`. Ends with the iterable; the caller aborts the signal behind it. */
export async function* withTicks<T>(items: AsyncIterable<T>, every_ms: number): AsyncGenerator<T | undefined> {
  const iterator = items[Symbol.asyncIterator]()
  let next = iterator.next()
  try {
    for (;;) {
      let timer: NodeJS.Timeout | undefined
      const tick = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, every_ms, undefined)))
      const result = await Promise.race([next, tick]).finally(() => clearTimeout(timer))
      if (result?.done) return
      yield result?.value
      if (result) next = iterator.next()
    }
  } finally {
    // Lets go of what the iterable holds (a subscription's LISTEN). Not awaited: one that waits for items ends only when its signal aborts.
    iterator.return?.().catch(() => undefined)
  }
}
