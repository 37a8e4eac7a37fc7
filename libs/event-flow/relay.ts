import { START, type EventStore, type Position, type StoredEvent } from '@recourse/event-store'
import { step } from '@recourse/kernel'
import type { ConsumerStore } from './flow-store.js'
import { LeasedLoop } from './leased-loop.js'
import type { Grant, LeaseBook } from './lease.js'
import type { MessageLog } from './message-log.js'
import { systemTiming, withTicks, type Timing } from './timing.js'

export interface RelayResources {
  readonly state: Pick<ConsumerStore, 'openCheckpoint' | 'moveCheckpoint' | 'noteError'>
  readonly store: EventStore
  readonly leases: LeaseBook
  readonly log: MessageLog
  readonly timing?: Timing
  onError?(consumer: string, error: Error): void
}

const IN_FLIGHT = 256
const CHECK_EVERY_MS = 1_000

/** NATS holds less than was acknowledged. What is missing is sent again. */
export class NatsLostEvents extends Error {
  override name = 'NatsLostEvents'
}

/** Event store → message log, one publisher at a time. NATS may forget anything at any time: the relay looks at what it really holds and sends the rest again. */
export class Relay {
  readonly name: string
  private readonly timing: Timing
  private readonly loop: LeasedLoop

  constructor(private readonly resources: RelayResources) {
    this.timing = resources.timing ?? systemTiming
    this.name = `relay-${resources.log.name.toLowerCase()}`
    this.loop = new LeasedLoop(resources.leases, {
      lease: `relay/${resources.log.name.toLowerCase()}`,
      run: (grant, signal) => this.run(grant, signal),
      onError: async (error) => {
        resources.onError?.(this.name, error)
        await resources.state.noteError(this.name, error)
      },
    }, this.timing)
  }

  start(): void {
    this.loop.start()
  }

  /** Finishes the page in hand. */
  stop(): Promise<void> {
    return this.loop.stop()
  }

  private get id() {
    return { consumer: this.name, generation: 1 }
  }

  private async run(grant: Grant, signal: AbortSignal): Promise<void> {
    const { timing, resources: { store, log } } = this
    let position = await this.resumeFrom(grant)
    let checkedAt = timing.elapsed_ms()
    for await (const page of withTicks(store.subscribe(position, signal), CHECK_EVERY_MS, timing)) {
      if (page) position = await this.publish(grant, page, position)
      if (signal.aborted) break
      if (timing.elapsed_ms() - checkedAt < CHECK_EVERY_MS) continue
      checkedAt = timing.elapsed_ms()
      const held = await log.lastPosition()
      if (held !== undefined && held < position) throw new NatsLostEvents(`${log.name} ends at ${held || 'its start'}, ${position} was acknowledged`)
    }
  }

  /** The lower of the checkpoint and what the log holds; from the beginning when the log had to be created. */
  private async resumeFrom(grant: Grant): Promise<Position> {
    const { state, log } = this.resources
    const checkpoint = await state.openCheckpoint(this.id, 'relay')
    const held = (await step('relay.ensure-log', () => log.ensure())) ? START : await log.lastPosition()
    const position = held === undefined || checkpoint < held ? checkpoint : held
    if (position < checkpoint) await step('relay.rewind', () => state.moveCheckpoint(grant, this.id, position, 0))
    return position
  }

  private async publish(grant: Grant, page: readonly StoredEvent[], after: Position): Promise<Position> {
    const { state, log } = this.resources
    let previous = after
    for (let from = 0; from < page.length; from += IN_FLIGHT) {
      const chunk = page.slice(from, from + IN_FLIGHT)
      const acknowledgements = await step('relay.publish', () => Promise.allSettled(chunk.map((event) => {
        const before = previous
        previous = event.position
        return log.publish(event, before)
      })))
      const failed = acknowledgements.find((result) => result.status === 'rejected')
      if (failed) throw failed.reason
      await step('relay.advance', () => state.moveCheckpoint(grant, this.id, previous, chunk.length))
    }
    return previous
  }
}
