import { keep, type Grant, type LeaseBook } from './lease.js'
import { backoff_ms, systemTiming, type Timing } from './timing.js'

export interface LeasedWork {
  readonly lease: string
  /** Works until the signal aborts (stopped, or the lease is lost); finishes what is in hand first. Runs again after an error, with backoff. */
  run(grant: Grant, signal: AbortSignal): Promise<void>
  onError(error: Error): Promise<void> | void
}

/** Runs work that only one process may do at a time, over and over until stopped. */
export class LeasedLoop {
  private readonly stopping = new AbortController()
  private running: Promise<void> | undefined

  constructor(private readonly leases: LeaseBook, private readonly work: LeasedWork, private readonly timing: Timing = systemTiming) {}

  start(): void {
    this.running ??= this.loop(this.stopping.signal)
  }

  /** Finishes the page in hand and releases the lease. */
  async stop(): Promise<void> {
    this.stopping.abort()
    await this.running
  }

  private async loop(stopping: AbortSignal): Promise<void> {
    const { timing } = this
    let failures = 0
    while (!stopping.aborted) {
      const startedAt = timing.elapsed_ms()
      try {
        const grant = await this.leases.acquire(this.work.lease)
        if (grant) await this.runWith(grant, stopping)
        else await timing.pause(Math.min(500, this.leases.ttl_ms / 4), stopping)
        failures = 0
      } catch (error) {
        failures = timing.elapsed_ms() - startedAt > 10_000 ? 1 : failures + 1
        await Promise.resolve(this.work.onError(error as Error)).catch(() => undefined)
        await timing.pause(backoff_ms(timing, failures), stopping)
      }
    }
  }

  private async runWith(grant: Grant, stopping: AbortSignal): Promise<void> {
    const kept = keep(this.leases, grant, this.timing)
    const ended = new AbortController()
    try {
      await this.work.run(grant, AbortSignal.any([stopping, kept.lost, ended.signal]))
    } finally {
      ended.abort()
      kept.end()
      await this.leases.release(grant).catch(() => undefined)
    }
  }
}
