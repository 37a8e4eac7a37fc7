/** A notice on its way to a merchant. */
export interface OutgoingNotice {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const TIMEOUT_MS = 5_000

/**
 * Delivers notices and repeats what was not acknowledged by a 2xx, signed anew each time, after the given pauses. It forgets everything when it stops: a channel's
 * notices may be lost, and whoever relies on them must ask by itself.
 */
export class NoticePost {
  private readonly timers = new Set<NodeJS.Timeout>()
  private stopped = false

  constructor(private readonly pauses_ms: readonly number[]) {}

  send(make: () => OutgoingNotice): void {
    void this.deliver(make, 0)
  }

  stop(): void {
    this.stopped = true
    for (const timer of this.timers) clearTimeout(timer)
  }

  private async deliver(make: () => OutgoingNotice, attempt: number): Promise<void> {
    if (this.stopped || (await isAcknowledged(make()))) return
    const pause_ms = this.pauses_ms[attempt]
    if (pause_ms !== undefined) this.after(pause_ms, () => void this.deliver(make, attempt + 1))
  }

  private after(milliseconds: number, work: () => void): void {
    if (this.stopped) return
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      work()
    }, milliseconds)
    this.timers.add(timer.unref())
  }
}

const isAcknowledged = async ({ url, headers, body }: OutgoingNotice): Promise<boolean> => {
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    // Not reached is not acknowledged.
    return false
  }
}
