import { connectNats } from '@recourse/event-flow'
import type { NatsConnection } from '@nats-io/transport-node'
import type { Logger } from './logging.js'

/** A connection to NATS that may still be on its way: services start without it. */
export class NatsLink {
  readonly connection: Promise<NatsConnection>
  private current: NatsConnection | undefined

  constructor(servers: string, logger: Logger) {
    this.connection = connectNats(servers).then((connection) => {
      this.current = connection
      void tellStatus(connection, logger)
      return connection
    })
  }

  /** @throws Error while there is no connection. */
  async check(): Promise<void> {
    if (!this.current) throw new Error('not connected yet')
    await this.current.flush()
  }

  async close(): Promise<void> {
    await this.current?.close()
  }
}

const tellStatus = async (connection: NatsConnection, logger: Logger): Promise<void> => {
  for await (const { type } of connection.status()) if (type !== 'ping') logger.info({ nats: type }, 'connection to NATS')
}
