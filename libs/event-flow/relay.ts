import { jetstream, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { START, type EventStore, type Position, type StoredEvent } from '@recourse/event-store'
import { failpoint } from '@recourse/kernel'
import type { Pool } from 'pg'
import { moveCheckpoint, noteError, openCheckpoint } from './checkpoint.js'
import { toMessage } from './cloud-event.js'
import { LeasedLoop } from './leased-loop.js'
import type { Grant, Leases } from './lease.js'
import { DEFAULT_NATS_STREAM, ensureStream, lastPosition, managerOf, type NatsStream } from './nats-stream.js'
import { withTicks } from './pause.js'

export interface RelayResources {
  readonly pool: Pool
  readonly store: EventStore
  readonly leases: Leases
  readonly connection: NatsConnection
  readonly nats?: Partial<NatsStream>
  onError?(consumer: string, error: Error): void
}

const IN_FLIGHT = 256
const CHECK_EVERY_MS = 1_000

/** NATS holds less than was acknowledged. What is missing is sent again. */
export class NatsLostEvents extends Error {
  override name = 'NatsLostEvents'
}

/** Event store → JetStream, one publisher at a time. NATS may forget anything at any time: the relay looks at what it really holds and sends the rest again. */
export class Relay {
  readonly name: string
  private readonly nats: NatsStream
  private readonly loop: LeasedLoop

  constructor(private readonly resources: RelayResources) {
    this.nats = { ...DEFAULT_NATS_STREAM, ...resources.nats }
    this.name = `relay-${this.nats.stream.toLowerCase()}`
    this.loop = new LeasedLoop(resources.leases, {
      lease: `relay/${this.nats.stream.toLowerCase()}`,
      run: (grant, signal) => this.run(grant, signal),
      onError: async (error) => {
        resources.onError?.(this.name, error)
        await noteError(resources.pool, this.name, error)
      },
    })
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
    const { store, connection } = this.resources
    const manager = await managerOf(connection)
    const client = jetstream(connection, { timeout: 5_000 })
    let position = await this.resumeFrom(manager, grant)
    let checkedAt = performance.now()
    for await (const page of withTicks(store.subscribe(position, signal), CHECK_EVERY_MS)) {
      if (page) position = await this.publish(client, grant, page, position)
      if (signal.aborted) break
      if (performance.now() - checkedAt < CHECK_EVERY_MS) continue
      checkedAt = performance.now()
      const held = await lastPosition(manager, this.nats)
      if (held !== undefined && held < position) throw new NatsLostEvents(`${this.nats.stream} ends at ${held || 'its start'}, ${position} was acknowledged`)
    }
  }

  /** The lower of the checkpoint and what NATS holds; from the beginning when its stream had to be created. */
  private async resumeFrom(manager: JetStreamManager, grant: Grant): Promise<Position> {
    const checkpoint = await openCheckpoint(this.resources.pool, this.id, 'relay')
    const created = await ensureStream(manager, this.nats)
    const held = created ? START : await lastPosition(manager, this.nats)
    const position = held === undefined || checkpoint < held ? checkpoint : held
    if (position < checkpoint) await moveCheckpoint(this.resources.pool, grant, this.id, position, 0)
    return position
  }

  private async publish(client: JetStreamClient, grant: Grant, page: readonly StoredEvent[], after: Position): Promise<Position> {
    let previous = after
    for (let from = 0; from < page.length; from += IN_FLIGHT) {
      const chunk = page.slice(from, from + IN_FLIGHT)
      failpoint('relay.before-publish')
      const acknowledgements = chunk.map((event) => {
        const message = toMessage(event, previous, this.nats.prefix)
        previous = event.position
        return client.publish(message.subject, message.payload, { msgID: event.id, headers: message.headers })
      })
      const failed = (await Promise.allSettled(acknowledgements)).find((result) => result.status === 'rejected')
      if (failed) throw failed.reason
      failpoint('relay.after-publish')
      await moveCheckpoint(this.resources.pool, grant, this.id, previous, chunk.length)
      failpoint('relay.after-checkpoint')
    }
    return previous
  }
}
