import { hostname } from 'node:os'
import { JetStreamLog, Leases, PostgresFlowStore, Relay } from '@recourse/event-flow'
import type { Infrastructure, Runner } from '@recourse/platform'

/** Starts the relay as soon as NATS is there. */
export class RelayRunner implements Runner {
  private relay: Relay | undefined
  private stopped = false

  constructor(private readonly infrastructure: Infrastructure) {}

  start(): void {
    const { nats, pool, store, config, logger } = this.infrastructure
    if (!nats) {
      logger.info('EVENT_FEED=store: services read the event store themselves, so there is nothing to relay')
      return
    }
    void nats.connection.then((connection) => {
      if (this.stopped) return
      const leases = new Leases(pool, `${hostname()}/${process.pid}`)
      const onError = (_: string, error: Error): void => logger.warn({ error: error.message }, 'the relay could not go on; it tries again')
      const log = new JetStreamLog(connection, { stream: config.NATS_STREAM, prefix: config.NATS_PREFIX })
      this.relay = new Relay({ state: new PostgresFlowStore(pool), store, leases, log, onError })
      this.relay.start()
    })
  }

  async stop(): Promise<void> {
    this.stopped = true
    await this.relay?.stop()
  }
}
