import { DeliverPolicy, jetstream, type ConsumerMessages } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import type { EventStore } from '@recourse/event-store'
import { fromMessage, type ReceivedEvent } from './cloud-event.js'
import { MessageFeed } from './message-feed.js'
import type { Messages, MessageSource } from './message-log.js'
import { DEFAULT_NATS_STREAM, type NatsStream } from './nats-stream.js'
import { systemTiming } from './timing.js'

export interface NatsFeedOptions {
  readonly store: EventStore
  /** May still be connecting: until then the feed reads the store. */
  readonly connection: NatsConnection | Promise<NatsConnection>
  readonly nats?: Partial<NatsStream>
  /** How long the store may be ahead of NATS before consumers read the store. */
  readonly watchdog_ms?: number
}

/** The feed over JetStream. */
export class NatsFeed extends MessageFeed {
  constructor({ store, connection, nats, watchdog_ms }: NatsFeedOptions) {
    super({ store, source: new JetStreamSource(connection, { ...DEFAULT_NATS_STREAM, ...nats }), ...(watchdog_ms === undefined ? {} : { watchdog_ms }) })
  }
}

/** The end of a JetStream stream by an ordered consumer. */
class JetStreamSource implements MessageSource {
  private connected: Promise<NatsConnection | void> | undefined

  constructor(private readonly connection: NatsConnection | Promise<NatsConnection>, private readonly nats: NatsStream) {}

  async follow(signal: AbortSignal): Promise<Messages> {
    this.connected ??= Promise.race([this.connection, systemTiming.pause(2 ** 31 - 1, signal)])
    const connection = await this.connected
    if (!connection) throw new Error('closed before there was a connection')
    const consumer = await jetstream(connection, { timeout: 2_000 }).consumers.get(this.nats.stream, { deliver_policy: DeliverPolicy.New })
    const messages = await consumer.consume({ max_messages: 500, idle_heartbeat: 1_000, expires: 5_000 })
    return {
      [Symbol.asyncIterator]: () => received(messages),
      close: async () => {
        await messages.close()
      },
    }
  }
}

async function* received(messages: ConsumerMessages): AsyncGenerator<ReceivedEvent> {
  for await (const message of messages) {
    const event = fromMessage(message.headers, message.string())
    if (event) yield event
  }
}
