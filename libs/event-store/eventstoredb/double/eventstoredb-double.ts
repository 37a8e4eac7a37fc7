import { Server, ServerCredentials } from '@grpc/grpc-js'
import { timedOut } from './errors.js'
import type { ServerNode } from './node.js'
import { StreamsService } from './protocol.js'
import { ServerLog } from './server-log.js'
import { appendHandler, readHandler } from './streams-service.js'

export interface DoubleOptions {
  /** The node is a follower of this one, and has got nothing from it yet. */
  readonly leader?: EventStoreDbDouble
  /** The user may do nothing. */
  readonly denies?: boolean
}

/**
 * Speaks as much of the EventStoreDB protocol as the adapter uses, over real gRPC on the loopback interface, with a log in memory. Its rules were
 * taken from the server's source; all the same it shows that the adapter and the real client work together, not that a real server behaves so.
 */
export class EventStoreDbDouble {
  private server: Server | undefined
  private port = 0
  private readonly node: ServerNode

  constructor(readonly log: ServerLog = new ServerLog(), { leader, denies = false }: DoubleOptions = {}) {
    this.node = { log, denies, subscriptions: new Set(), ...(leader ? { leader: () => ({ host: '127.0.0.1', port: leader.port }) } : {}) }
  }

  get connectionString(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`
  }

  /** Starts, or starts again at the same port with the same log. */
  async start(): Promise<this> {
    const server = new Server({ 'grpc.max_receive_message_length': 16 * 1024 * 1024 })
    server.addService(StreamsService, { append: appendHandler(this.node), read: readHandler(this.node) })
    this.port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(`127.0.0.1:${this.port}`, ServerCredentials.createInsecure(), (error, port) => (error ? reject(error) : resolve(port)))
    })
    this.server = server
    return this
  }

  /** As a crash: every connection is cut. */
  stop(): void {
    this.server?.forceShutdown()
    this.server = undefined
  }

  /** As a server does whose reader is too slow: the connection lives, the subscriptions end. */
  dropSubscriptions(): void {
    for (const drop of [...this.node.subscriptions]) drop(timedOut('Consumer too slow to handle event while live. Client resubscription required.'))
  }
}
