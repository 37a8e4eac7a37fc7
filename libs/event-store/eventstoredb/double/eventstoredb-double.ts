import { Server, ServerCredentials } from '@grpc/grpc-js'
import { StreamsService } from './protocol.js'
import { ServerLog } from './server-log.js'
import { appendHandler, readHandler, type WrongVersionChannel } from './streams-service.js'

/**
 * Speaks as much of the EventStoreDB protocol as the adapter uses, over real gRPC on the loopback interface, with a log in memory. For tests:
 * it shows that the adapter and the real client work together, not that a real server behaves so.
 */
export class EventStoreDbDouble {
  private server: Server | undefined
  private port = 0

  constructor(readonly log: ServerLog = new ServerLog(), private readonly wrongVersion: WrongVersionChannel = 'response') {}

  get connectionString(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`
  }

  /** Starts, or starts again at the same port with the same log. */
  async start(): Promise<this> {
    const server = new Server({ 'grpc.max_receive_message_length': 16 * 1024 * 1024 })
    server.addService(StreamsService, { append: appendHandler(this.log, this.wrongVersion), read: readHandler(this.log) })
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
}
