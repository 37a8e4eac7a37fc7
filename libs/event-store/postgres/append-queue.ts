import type { EventToAppend } from '../port.js'

/** Appends that share a transaction: more would only make the first of them wait longer. */
const BATCH_LIMIT = 200

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
    while (this.waiting.length > 0) await this.send(this.waiting.splice(0, BATCH_LIMIT))
    this.sending = undefined
  }
}
