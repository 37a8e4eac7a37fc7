/** Time and chance as the runners need them. A simulation brings its own, so that a run can be repeated. */
export interface Timing {
  /** Milliseconds since any fixed moment; never goes back. */
  elapsed_ms(): number
  /** Waits, or returns early when the signal aborts. */
  pause(within_ms: number, signal: AbortSignal): Promise<void>
  /** From 0 to below 1. */
  random(): number
}

export const systemTiming: Timing = {
  elapsed_ms: () => performance.now(),
  random: () => Math.random(),
  pause: (within_ms, signal) => new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, within_ms)
    signal.addEventListener('abort', end)
  }),
}

/** Exponential with full jitter: `attempt` counts from 1. */
export const backoff_ms = (timing: Pick<Timing, 'random'>, attempt: number, first_ms = 100, most_ms = 5_000): number =>
  Math.min(most_ms, first_ms * 2 ** Math.min(attempt - 1, 20)) * (0.5 + timing.random() / 2)

/** The items of an endless iterable, and `undefined` whenever it was silent for `every_ms`. Ends with the iterable; the caller aborts the signal behind it. */
export async function* withTicks<T>(items: AsyncIterable<T>, every_ms: number, timing: Timing): AsyncGenerator<T | undefined> {
  const iterator = items[Symbol.asyncIterator]()
  let next = iterator.next()
  try {
    for (;;) {
      const answered = new AbortController()
      const tick = timing.pause(every_ms, answered.signal).then(() => undefined)
      const result = await Promise.race([next, tick]).finally(() => answered.abort('answered'))
      if (result?.done) return
      yield result?.value
      if (result) next = iterator.next()
    }
  } finally {
    // Lets go of what the iterable holds (a subscription's LISTEN). Not awaited: one that waits for items ends only when its signal aborts.
    iterator.return?.().catch(() => undefined)
  }
}
