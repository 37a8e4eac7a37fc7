/**
 * Waits until a condition holds, by asking again every few milliseconds: for what has no position to wait on (a process that starts, a port that opens).
 * @throws Error naming what was waited for, with the last error, after `within_ms`.
 */
export const eventually = async <T>(what: string, check: () => Promise<T | undefined | false>, within_ms = 20_000): Promise<T> => {
  const end = Date.now() + within_ms
  let last: unknown
  for (let wait_ms = 10; ; wait_ms = Math.min(wait_ms * 1.2, 100)) {
    try {
      const value = await check()
      if (value) return value
    } catch (error) {
      last = error
    }
    if (Date.now() > end) throw new Error(`not within ${within_ms} ms: ${what}`, { cause: last })
    await new Promise((resolve) => setTimeout(resolve, wait_ms))
  }
}
