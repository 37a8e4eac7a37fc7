const SETTLE_EVERY_MS = 100

/** Time passes by itself, one look after the other, until it is stopped; a look that fails is told and the next one tries again. */
export const keepSettling = (settle: () => Promise<void>, onError: (error: unknown) => void): { stop(): void } => {
  let busy = false
  let stopped = false
  const look = async (): Promise<void> => {
    if (busy) return
    busy = true
    await settle().catch((error: unknown) => {
      if (!stopped) onError(error)
    })
    busy = false
  }
  const timer = setInterval(() => void look(), SETTLE_EVERY_MS).unref()
  return {
    stop: () => {
      stopped = true
      clearInterval(timer)
    },
  }
}
