import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { NoticeEnvelope } from '../port.js'

export interface NoticeInbox {
  readonly url: string
  /** What arrived, oldest first. */
  readonly received: readonly NoticeEnvelope[]
  /** How to answer from now on; default 204. */
  answerWith(status: number): void
  close(): Promise<void>
}

/** Somebody who listens for notices, for tests: keeps them as they came over HTTP. */
export const openNoticeInbox = async (): Promise<NoticeInbox> => {
  const received: NoticeEnvelope[] = []
  let status = 204
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    received.push({ headers: request.headers, body: new Uint8Array(Buffer.concat(chunks)), receivedAt: new Date().toISOString() })
    response.writeHead(status).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notices`,
    received,
    answerWith: (next) => {
      status = next
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
