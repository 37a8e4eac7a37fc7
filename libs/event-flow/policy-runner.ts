import { READ_LIMIT, StoreUnavailable, UnknownEvent, type AggregateStore, type Position, type StoredEvent } from '@recourse/event-store'
import { isRefusal, step, type Clock, type RecordedEvent, type Refusal } from '@recourse/kernel'
import { causeOf, executionOf, type Execution } from './execution.js'
import { gathered, type EventFeed } from './feed.js'
import { LeasedLoop } from './leased-loop.js'
import type { Grant, LeaseBook } from './lease.js'
import type { Policy } from './policy.js'
import type { WriterResources } from './projection-writer.js'
import { QuarantineLedger, type Released } from './quarantine-ledger.js'
import { isQuarantineDecision } from './quarantine.js'
import { sequence } from './stream-sequence.js'
import { backoff_ms, systemTiming, type Timing } from './timing.js'

export interface PolicyResources extends WriterResources {
  readonly leases: LeaseBook
  readonly feed: EventFeed
  readonly aggregates: AggregateStore
  readonly clock: Clock
  /** First wait before an event is tried again; doubles. Default 100. */
  readonly retry_ms?: number
  readonly timing?: Timing
  /** Told of every error; the runner goes on by itself. */
  onError?(consumer: string, error: Error): void
}

const STREAMS_AT_ONCE = 16
const EFFECTS_PER_CHECKPOINT = 128
const ATTEMPTS = 5

/** A command of a policy was refused with a code that its policy does not call stale. */
export class CommandRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(`${refusal.code}: ${refusal.title.en} ${JSON.stringify(refusal.details)}`)
    this.name = 'CommandRefused'
  }
}

/** For effects: what is called outside cannot be reached now. Tried again for ever, never quarantined. */
export class TryAgainLater extends Error {
  override name = 'TryAgainLater'

  /** `tries` = how often at most; then it is a failure like any other, and holds up only its own stream. */
  constructor(message: string, readonly tries = Infinity) {
    super(message)
  }
}

/** Carries out what follows from events: streams side by side, the events of one stream in order, at least once each. */
export class PolicyRunner {
  private readonly loop: LeasedLoop
  private readonly timing: Timing

  constructor(private readonly resources: PolicyResources, readonly policy: Policy) {
    this.timing = resources.timing ?? systemTiming
    this.loop = new LeasedLoop(resources.leases, {
      lease: `policy/${policy.name}`,
      run: (grant, signal) => this.run(grant, signal),
      onError: (error) => this.report(error),
    }, this.timing)
  }

  start(): void {
    this.loop.start()
  }

  /** Finishes what is in hand: at most 128 events that make work. */
  stop(): Promise<void> {
    return this.loop.stop()
  }

  private get id() {
    return { consumer: this.policy.name, generation: 1 }
  }

  private async run(grant: Grant, signal: AbortSignal): Promise<void> {
    const { state, feed } = this.resources
    const position = await state.openCheckpoint(this.id, 'policy')
    const quarantine = await QuarantineLedger.read(state, this.id)
    for await (const page of gathered(feed.pages(position, signal), signal, this.timing)) {
      for (const part of this.partsOf(page)) {
        if (signal.aborted) return
        await this.handle(part, grant, quarantine, signal)
      }
      if (signal.aborted) return
    }
  }

  /** Cut after every so many events that make work: the others cost next to nothing, and small parts would leave the workers idle. */
  private *partsOf(page: readonly StoredEvent[]): Iterable<readonly StoredEvent[]> {
    let from = 0
    let effects = 0
    for (const [index, event] of page.entries()) {
      if (this.policy.types.has(event.type)) effects += 1
      if (effects < EFFECTS_PER_CHECKPOINT && index < page.length - 1) continue
      yield page.slice(from, index + 1)
      from = index + 1
      effects = 0
    }
  }

  private async handle(page: readonly StoredEvent[], grant: Grant, quarantine: QuarantineLedger, signal: AbortSignal): Promise<void> {
    const { state, store } = this.resources
    const flowing = page.filter((event) => !quarantine.holds(event.stream))
    const known = await state.readVersions(this.id, [...new Set(flowing.map((event) => event.stream))])
    const versions = new Map<string, number>()
    const events = await sequence(flowing, store, { known, types: this.policy.types, trusted: false })
    await this.handleStreams(events, { quarantine, versions, signal })
    for (const event of page) if (isQuarantineDecision(event)) await this.decide(event, page.at(-1)!.position, { quarantine, versions, signal })
    const done = { position: page.at(-1)!.position, events: page.length, versions }
    if (!quarantine.isChanged) return step('policy.advance', () => state.advance(grant, this.id, done))
    await step('policy.quarantine', () => state.transaction(async (within) => {
      await quarantine.save(within)
      await within.advance(grant, this.id, done)
    }))
  }

  private async handleStreams(events: readonly StoredEvent[], work: Work): Promise<void> {
    const streams = [...Map.groupBy(events, (event) => event.stream).values()]
    const worker = async (): Promise<void> => {
      for (let stream = streams.shift(); stream; stream = streams.shift()) await this.handleStream(stream, work)
    }
    const outcomes = await Promise.allSettled(Array.from({ length: Math.min(streams.length, STREAMS_AT_ONCE) }, worker))
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  }

  private async handleStream(events: readonly StoredEvent[], { quarantine, versions, signal }: Work, retried?: Released): Promise<void> {
    for (const stored of events) {
      const failure = this.policy.types.has(stored.type) ? await this.tryEvent(stored, signal) : undefined
      if (failure) return quarantine.hold(stored, failure.error, failure.attempts + (stored.version === retried?.from ? retried.attempts : 0))
      versions.set(stored.stream, stored.version)
    }
  }

  /** Undefined when the event is done with. */
  private async tryEvent(stored: StoredEvent, signal: AbortSignal): Promise<{ error: unknown; attempts: number } | undefined> {
    for (let attempts = 1, waits = 0; ;) {
      try {
        const event = this.resources.codec.decode(stored)
        await step('policy.effect', async () => this.policy.effect(event, this.executionFor(event)))
        return undefined
      } catch (error) {
        if (error instanceof UnknownEvent) throw error
        if (isTransient(error) && !(error instanceof TryAgainLater && waits >= error.tries)) {
          waits += 1
          await this.report(error as Error)
        } else if (attempts === ATTEMPTS) return { error, attempts }
        else attempts += 1
        await this.timing.pause(backoff_ms(this.timing, waits || attempts - 1, this.resources.retry_ms), signal)
        // Stopped while waiting: the page is given up, and done again from its beginning by whoever goes on.
        if (signal.aborted) throw error
      }
    }
  }

  /** Commands of an event, under ids that follow from it. */
  private executionFor(event: RecordedEvent): Execution {
    const { aggregates, clock } = this.resources
    const execution = executionOf(aggregates, causeOf(this.policy.name, event, clock))
    return {
      load: execution.load,
      execute: async (decider, stream, command, key, read) => {
        const result = await execution.execute(decider, stream, command, key, read)
        // A reused key means that this very command of this very event was carried out before, when its details looked different.
        if (isRefusal(result) && result.code !== 'IdempotencyKeyReused' && !this.policy.stale.has(result.code)) throw new CommandRefused(result)
        return result
      },
    }
  }

  /** Goes on with a stream that waited: everything of it up to the end of the page, from the store. */
  private async decide(stored: StoredEvent, until: Position, work: Work): Promise<void> {
    const released = work.quarantine.release(this.resources.codec.decode(stored))
    if (!released) return
    if (released.skipped !== undefined) work.versions.set(released.stream, released.skipped)
    const waiting = await this.resources.store.readStream(released.stream, released.from, READ_LIMIT)
    await this.handleStream(waiting.filter((event) => event.position <= until), work, released)
  }

  private async report(error: Error): Promise<void> {
    this.resources.onError?.(this.policy.name, error)
    await this.resources.state.noteError(this.policy.name, error).catch(() => undefined)
  }
}

interface Work {
  readonly quarantine: QuarantineLedger
  readonly versions: Map<string, number>
  readonly signal: AbortSignal
}

const CONNECTION_ERRORS = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|08|53|57P|40001|40P01)/

/** Not the event's fault: the store, the database or the network is away, or others were quicker on a stream that many write to. */
const isTransient = (error: unknown): boolean =>
  error instanceof StoreUnavailable || error instanceof TryAgainLater || (error instanceof CommandRefused && error.refusal.code === 'TooMuchContention')
  || CONNECTION_ERRORS.test(String((error as { code?: unknown } | undefined)?.code ?? ''))
  || /Connection terminated|timeout exceeded when trying to connect/.test(error instanceof Error ? error.message : '')
