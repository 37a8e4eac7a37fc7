import type { MessageLog, Messages, MessageSource, ReceivedEvent } from '@recourse/event-flow/testing'
import type { Position, StoredEvent } from '@recourse/event-store'
import { Bell } from './bell.js'
import type { Faults } from './faults.js'
import type { Process } from './process.js'
import type { Random } from './random.js'

/** The message log did not answer. */
class LogUnavailable extends Error {
  override name = 'LogUnavailable'
}

interface Follower {
  readonly queue: ReceivedEvent[]
  readonly bell: Bell
  open: boolean
}

/** A log of messages that forgets what it likes, as JetStream may. */
export class ForgetfulLog {
  private messages: ReceivedEvent[] = []
  private readonly followers = new Set<Follower>()
  private exists = false

  constructor(private readonly faults: Faults, private readonly random: Random, private readonly later: (wait_ms: number, run: () => void) => void) {}

  ensure(): boolean {
    const created = !this.exists
    this.exists = true
    return created
  }

  get lastPosition(): Position {
    if (!this.exists) throw new LogUnavailable('there is no such log')
    return this.messages.at(-1)?.event.position ?? ''
  }

  /** Whatever it does with it, it says that it has it. */
  publish(received: ReceivedEvent): void {
    if (!this.exists) throw new LogUnavailable('there is no such log')
    if (this.faults.happens('message-dropped')) return
    this.messages.push(received)
    const deliver = (): void => this.deliver(received)
    if (this.faults.happens('message-delayed')) this.later(this.random.between(5, 2_000), deliver)
    else deliver()
    if (this.faults.happens('message-doubled')) this.later(this.random.between(0, 500), deliver)
  }

  follow(): Follower {
    if (!this.exists) throw new LogUnavailable('there is no such log')
    const follower: Follower = { queue: [], bell: new Bell(), open: true }
    this.followers.add(follower)
    return follower
  }

  close(follower: Follower): void {
    follower.open = false
    this.followers.delete(follower)
    follower.bell.ring()
  }

  /** What a power cut or a full disk does. */
  misbehave(): void {
    if (this.faults.happens('log-truncated')) this.messages = this.messages.slice(0, -this.random.between(1, 30))
    if (this.faults.happens('log-wiped')) {
      this.exists = false
      this.messages = []
      for (const follower of [...this.followers]) this.close(follower)
    }
    for (const follower of [...this.followers]) if (this.faults.happens('follower-cut')) this.close(follower)
  }

  private deliver(received: ReceivedEvent): void {
    for (const follower of this.followers) {
      follower.queue.push(received)
      follower.bell.ring()
    }
  }
}

/** The log as the relay fills it. */
export class RemoteLog implements MessageLog {
  readonly name = 'REFUND_V1'
  /** One connection carries everything in its order. */
  private last: Promise<unknown> = Promise.resolve()

  constructor(private readonly log: ForgetfulLog, private readonly process: Process) {}

  ensure(): Promise<boolean> {
    return this.process.call('ensure log', () => this.log.ensure())
  }

  lastPosition(): Promise<Position> {
    return this.process.call('end of log', () => this.log.lastPosition)
  }

  publish(event: StoredEvent, previous: Position): Promise<void> {
    const publishing = this.last.then(() => this.process.call(`publish ${Number(event.position)}`, () => this.log.publish({ event, previous })))
    this.last = publishing.catch(() => undefined)
    return publishing
  }
}

/** The log as a service follows it. */
export class RemoteSource implements MessageSource {
  constructor(private readonly log: ForgetfulLog, private readonly process: Process) {}

  async follow(): Promise<Messages> {
    const follower = await this.process.call('follow log', () => this.log.follow())
    return {
      [Symbol.asyncIterator]: () => this.received(follower),
      close: async () => this.log.close(follower),
    }
  }

  private async *received(follower: Follower): AsyncGenerator<ReceivedEvent> {
    while (follower.open) {
      const next = follower.queue.shift()
      if (next) yield next
      else await new Promise<void>((resolve) => follower.bell.onRing(() => void this.process.sleep(1).then(resolve)))
    }
  }
}
