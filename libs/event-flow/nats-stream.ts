import { jetstream, JetStreamApiCodes, JetStreamApiError, jetstreamManager, RetentionPolicy, StorageType, DiscardPolicy, type JetStreamManager } from '@nats-io/jetstream'
import { connect, nanos, type ConnectionOptions, type NatsConnection } from '@nats-io/transport-node'
import { START, type Position, type StoredEvent } from '@recourse/event-store'
import { toMessage } from './cloud-event.js'
import type { MessageLog } from './message-log.js'

/** The JetStream stream that carries the events. Only features of nats-server 2.9. */
export interface NatsStream {
  readonly stream: string
  /** Subjects are `<prefix>.>`. */
  readonly prefix: string
  /** The oldest messages go first; consumers that need them read the event store. */
  readonly max_bytes: number
  /** 0 for no limit. */
  readonly max_age_ms: number
  readonly duplicate_window_ms: number
}

export const DEFAULT_NATS_STREAM: NatsStream = { stream: 'REFUND_V1', prefix: 'refund.v1', max_bytes: 1024 ** 3, max_age_ms: 0, duplicate_window_ms: 120_000 }

/** A connection that waits for its server for as long as it takes, at the beginning and after every loss. Resolves once connected. */
export const connectNats = (servers: string | string[], options: ConnectionOptions = {}): Promise<NatsConnection> =>
  connect({ servers, waitOnFirstConnect: true, maxReconnectAttempts: -1, reconnectTimeWait: 250, pingInterval: 5_000, ...options })

export const managerOf = (connection: NatsConnection): Promise<JetStreamManager> => jetstreamManager(connection, { checkAPI: false, timeout: 2_000 })

/** Creates the stream if it is missing; true when it did. */
export const ensureStream = async (manager: JetStreamManager, { stream, prefix, max_bytes, max_age_ms, duplicate_window_ms }: NatsStream): Promise<boolean> => {
  try {
    await manager.streams.info(stream)
    return false
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  await manager.streams.add({
    name: stream, subjects: [`${prefix}.>`], storage: StorageType.File, retention: RetentionPolicy.Limits, discard: DiscardPolicy.Old,
    max_bytes, max_age: nanos(max_age_ms), duplicate_window: nanos(duplicate_window_ms), num_replicas: 1, allow_direct: true,
  })
  return true
}

/** Position in the last message that NATS really holds; START when it holds none, undefined when it let all of them go because of their age. */
export const lastPosition = async (manager: JetStreamManager, { stream, max_age_ms }: NatsStream): Promise<Position | undefined> => {
  const { state } = await manager.streams.info(stream)
  if (state.messages === 0) return max_age_ms > 0 && state.last_seq > 0 ? undefined : START
  for (let seq = state.last_seq; seq >= state.first_seq; seq -= 1) {
    const position = await positionAt(manager, stream, seq)
    if (position) return position
  }
  return START
}

const positionAt = async (manager: JetStreamManager, stream: string, seq: number): Promise<Position | undefined> => {
  try {
    const message = await manager.streams.getMessage(stream, { seq })
    return message?.header.get('recourse-position')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

export const isMissing = (error: unknown): boolean =>
  error instanceof JetStreamApiError && (error.code === JetStreamApiCodes.StreamNotFound || error.code === JetStreamApiCodes.NoMessageFound)

/** A JetStream stream as the log that the relay fills. */
export class JetStreamLog implements MessageLog {
  private readonly nats: NatsStream

  constructor(private readonly connection: NatsConnection, nats: Partial<NatsStream> = {}) {
    this.nats = { ...DEFAULT_NATS_STREAM, ...nats }
  }

  get name(): string {
    return this.nats.stream
  }

  async ensure(): Promise<boolean> {
    return ensureStream(await managerOf(this.connection), this.nats)
  }

  async lastPosition(): Promise<Position | undefined> {
    return lastPosition(await managerOf(this.connection), this.nats)
  }

  async publish(event: StoredEvent, previous: Position): Promise<void> {
    const { subject, payload, headers } = toMessage(event, previous, this.nats.prefix)
    await jetstream(this.connection, { timeout: 5_000 }).publish(subject, payload, { msgID: event.id, headers })
  }
}
