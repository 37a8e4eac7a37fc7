import { once } from 'node:events'
import type { ServerWritableStream, ServiceError } from '@grpc/grpc-js'
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js'

/** The way to one reader: waits while the client does not keep up, and ends when it goes away. */
export class Outlet {
  readonly gone: AbortSignal
  private readonly leave = new AbortController()

  constructor(private readonly call: ServerWritableStream<ReadReq, ReadResp>) {
    call.on('cancelled', () => this.leave.abort())
    call.on('error', () => this.leave.abort())
    this.gone = this.leave.signal
  }

  async send(response: ReadResp): Promise<void> {
    if (!this.gone.aborted && !this.call.write(response)) await once(this.call, 'drain', { signal: this.gone }).catch(() => undefined)
  }

  end(): void {
    this.call.end()
  }

  fail(error: ServiceError): void {
    this.call.emit('error', error)
  }
}
