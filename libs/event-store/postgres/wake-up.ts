import pg from 'pg'

/** Without a notification a subscription looks by itself this often. */
export const POLL_MS = 500
const RECONNECT_MS = [100, 200, 500, 1_000, 2_000, 5_000]

/**
 * Tells subscriptions that something may have been appended: LISTEN on a connection of its own, open while anybody subscribes.
 * It is only a hint. While the connection is down, polling goes on.
 */
export class WakeUp {
  private subscribers = 0
  private connecting: Promise<void> | undefined
  private client: pg.Client | undefined
  private failures = 0
  private signals = 0
  private retry: NodeJS.Timeout | undefined
  private readonly waiting = new Set<() => void>()

  constructor(private readonly config: pg.ClientConfig) {}

  /** How many hints there were so far: read it before looking, hand it to `next` after finding nothing. */
  get count(): number {
    return this.signals
  }

  enter(): void {
    this.subscribers += 1
    this.listen()
  }

  leave(): void {
    this.subscribers -= 1
    if (this.subscribers > 0) return
    clearTimeout(this.retry)
    const { client } = this
    this.client = undefined
    if (client) endQuietly(client)
  }

  /** Settles at the first hint after `seen`, after POLL_MS, or when the signal aborts. */
  next(seen: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted || this.signals > seen) return resolve()
      const wake = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', wake)
        this.waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, POLL_MS)
      signal.addEventListener('abort', wake)
      this.waiting.add(wake)
    })
  }

  signal(): void {
    this.signals += 1
    for (const wake of [...this.waiting]) wake()
  }

  private listen(): void {
    if (this.client || this.connecting || this.subscribers === 0) return
    this.connecting = this.connect().finally(() => { this.connecting = undefined })
  }

  private async connect(): Promise<void> {
    const client = new pg.Client(this.config)
    client.on('notification', () => this.signal())
    client.on('error', () => this.lost(client))
    client.on('end', () => this.lost(client))
    try {
      await client.connect()
      await client.query('LISTEN recourse_event')
    } catch {
      endQuietly(client)
      return this.retryLater()
    }
    if (this.subscribers === 0) return endQuietly(client)
    this.client = client
    this.failures = 0
    this.signal()
  }

  private lost(client: pg.Client): void {
    if (this.client !== client) return
    this.client = undefined
    this.retryLater()
  }

  private retryLater(): void {
    clearTimeout(this.retry)
    if (this.subscribers === 0) return
    this.retry = setTimeout(() => this.listen(), RECONNECT_MS[Math.min(this.failures, RECONNECT_MS.length - 1)])
    this.failures += 1
  }
}

/** Not awaited anywhere: a connection that is half dead may never say goodbye. */
const endQuietly = (client: pg.Client): void => {
  client.end().catch(() => undefined)
}
