/** Wakes everybody who waits for news. */
export class Bell {
  private readonly waiting = new Set<() => void>()

  ring(): void {
    for (const wake of [...this.waiting]) wake()
  }

  /** `wake` is called once, at the next ring or when the signal aborts. */
  onRing(wake: () => void, signal?: AbortSignal): void {
    const once = (): void => {
      this.waiting.delete(once)
      signal?.removeEventListener('abort', once)
      wake()
    }
    this.waiting.add(once)
    signal?.addEventListener('abort', once)
  }
}
