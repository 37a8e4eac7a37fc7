import { randomBytes, randomUUID } from 'node:crypto'
import { canonicalJson, sha256, streamName } from '@recourse/kernel'
import { VersionConflict, type EventStore, type EventToAppend, type Position, type StoredEvent } from '../port.js'

export interface OpenedStore {
  readonly store: EventStore
  dispose(): Promise<void>
}

export interface TckSetting {
  /** Opens a store that is ready to use; it may hold events of others. */
  open(): Promise<OpenedStore>
  /** How long a subscription may take to deliver what it must. */
  readonly patience_ms: number
  /** Whether the store keeps ids unique over all streams, as far as the port leaves it the choice. */
  readonly uniqueIds: boolean
  /** Of each of the 32 writers in the concurrency cases. */
  readonly appendsPerWriter: number
}

export interface TckCase {
  readonly name: string
  run(setting: TckSetting): Promise<void>
}

/** One case: gets a store of its own and a tenant that nobody else uses. */
export const tckCase = (name: string, body: (trial: Trial) => Promise<void>): TckCase => ({
  name,
  async run(setting) {
    const { store, dispose } = await setting.open()
    try {
      await body(new Trial(store, setting, await store.head()))
    } finally {
      await dispose()
    }
  },
})

/** What a case works with: the store, events of its own, and views of the log in which others' events are left out. */
export class Trial {
  private readonly tenant = `tck${randomBytes(8).toString('hex')}`

  constructor(readonly store: EventStore, readonly setting: TckSetting, readonly start: Position) {}

  stream(id: string = randomUUID()): string {
    return streamName('refundCase', this.tenant, id)
  }

  event(data: unknown = {}, type = 'SomethingHappened'): EventToAppend {
    const id = randomUUID()
    const body = canonicalJson({ id, type, data })
    return { id, type, body, hash: sha256(body) }
  }

  events(count: number): EventToAppend[] {
    return Array.from({ length: count }, (_, index) => this.event({ index }))
  }

  /** Appends `count` events to a new stream, in batches that every store takes. */
  async filledStream(count: number): Promise<string> {
    const stream = this.stream()
    for (let version = 0; version < count; version += 250) await this.store.append(stream, version, this.events(Math.min(250, count - version)))
    return stream
  }

  own(events: readonly StoredEvent[]): StoredEvent[] {
    return events.filter((event) => event.stream.includes(`-${this.tenant}.`))
  }

  /** All own events after a position, read page by page. */
  async log(after: Position = this.start, limit?: number): Promise<StoredEvent[]> {
    const found: StoredEvent[] = []
    let position = after
    for (;;) {
      const page = await this.store.readAll(position, limit)
      if (page.length === 0) return found
      found.push(...this.own(page))
      position = page.at(-1)!.position
    }
  }

  follow(after: Position): Follower {
    return new Follower(this.store, after, (events) => this.own(events), this.setting.patience_ms)
  }

  /** The first `count` own events that a subscription delivers; fewer when patience ends. */
  async take(after: Position, count: number): Promise<StoredEvent[]> {
    const follower = this.follow(after)
    await follower.waitFor(count)
    await follower.stop()
    return follower.events
  }
}

/** A subscription that is consumed in the background. */
export class Follower {
  readonly events: StoredEvent[] = []
  readonly pageSizes: number[] = []
  /** Settles when the subscription has ended. */
  readonly ended: Promise<void>
  private readonly abort = new AbortController()
  private readonly waiting = new Set<() => void>()

  constructor(
    store: EventStore, after: Position, private readonly own: (events: readonly StoredEvent[]) => StoredEvent[], private readonly patience_ms: number,
  ) {
    this.ended = this.consume(store, after)
    this.ended.catch(() => undefined)
  }

  /** Waits until so many events came, the subscription ended, or patience ended. */
  async waitFor(count: number): Promise<void> {
    const deadline = AbortSignal.timeout(this.patience_ms)
    let over = false
    this.ended.catch(() => undefined).finally(() => {
      over = true
      this.wake()
    })
    deadline.addEventListener('abort', () => this.wake())
    while (this.events.length < count && !over && !deadline.aborted) await new Promise<void>((resolve) => this.waiting.add(resolve))
  }

  async stop(): Promise<void> {
    this.abort.abort()
    await this.ended
  }

  private async consume(store: EventStore, after: Position): Promise<void> {
    for await (const page of store.subscribe(after, this.abort.signal)) {
      this.pageSizes.push(page.length)
      this.events.push(...this.own(page))
      this.wake()
    }
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve()
    this.waiting.clear()
  }
}

/** What an append ended in: its result, or the conflict that refused it. Anything else is thrown. */
export const outcomeOf = async <T>(append: Promise<T>): Promise<T | VersionConflict> => {
  try {
    return await append
  } catch (error) {
    if (error instanceof VersionConflict) return error
    throw error
  }
}

export const positionsOf = (events: readonly StoredEvent[]): Position[] => events.map((event) => event.position)

export const idsOf = (events: readonly EventToAppend[]): string[] => events.map((event) => event.id)
