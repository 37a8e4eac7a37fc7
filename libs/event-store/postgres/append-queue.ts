import type { EventToAppend } from '../port.js'

/** Appends that share a transaction: more would only make the first of them wait longer. */
const BATCH_APPENDS = 200
/** Characters of bodies in one transaction, so that large bodies do not make one huge statement. */
const BATCH_SIZE = 4_000_000

export interface Append<Result> {
  readonly stream: string
  readonly expectedVersion: number
  readonly events: readonly EventToAppend[]
  resolve(result: Result): void
  reject(error: unknown): void
}

/** Group commit: while one batch is with the database, what arrives is collected into the next. Alone, an append goes at once. */
export class AppendQueue<Result> {
  private readonly waiting: Append<Result>[] = []
  private sending: Promise<void> | undefined

  /** `send` settles every append it is given, and never throws. */
  constructor(private readonly send: (batch: readonly Append<Result>[]) => Promise<void>) {}

  add(stream: string, expectedVersion: number, events: readonly EventToAppend[]): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ stream, expectedVersion, events, resolve, reject })
      this.sending ??= this.sendAll()
    })
  }

  /** Settles when nothing waits any more. */
  async drained(): Promise<void> {
    await this.sending
  }

  private async sendAll(): Promise<void> {
    await Promise.resolve()
    while (this.waiting.length > 0) await this.send(this.waiting.splice(0, this.nextCount()))
    this.sending = undefined
  }

  private nextCount(): number {
    let count = 0
    for (let size = 0; count < Math.min(this.waiting.length, BATCH_APPENDS); count += 1) {
      size += this.waiting[count]!.events.reduce((sum, event) => sum + event.body.length, 0)
      if (size > BATCH_SIZE && count > 0) break
    }
    return count
  }
}
