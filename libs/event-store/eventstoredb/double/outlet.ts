import { once } from 'node:events'
import type { ServerWritableStream } from '@grpc/grpc-js'
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js'

/** The way to one reader: waits while the client does not keep up, and ends when it goes away. */
export class Outlet {
  readonly gone: AbortSignal

  constructor(private readonly call: ServerWritableStream<ReadReq, ReadResp>) {
    const gone = new AbortController()
    call.on('cancelled', () => gone.abort())
    call.on('error', () => gone.abort())
    this.gone = gone.signal
  }

  async send(response: ReadResp): Promise<void> {
    if (!this.gone.aborted && !this.call.write(response)) await once(this.call, 'drain', { signal: this.gone }).catch(() => undefined)
  }

  end(): void {
    this.call.end()
  }
}
