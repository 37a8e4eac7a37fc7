import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

const BODY_LIMIT_BYTES = 65_536
const CONNECTION_LIMIT = 512

export interface SandboxServerOptions {
  /** @throws Error when the sandbox cannot work */
  readonly check: () => Promise<void>
  /** Prometheus text for `GET /metrics`. */
  readonly metrics?: (() => Promise<string>) | undefined
  readonly onError: (error: unknown) => void
}

/** One request, its body read whole. */
export interface SandboxRequest {
  readonly method: string
  /** Path with its query, as on the request line. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** An HTTP server with health and metrics; everything else goes to `handle`, which answers through `response`. */
export const createKitServer = (options: SandboxServerOptions, handle: (request: SandboxRequest, response: ServerResponse) => Promise<void>): Server => {
  const server = createServer((request, response) => {
    void serve(options, request, response, handle).catch((error: unknown) => {
      options.onError(error)
      response.destroy()
    })
  })
  server.maxConnections = CONNECTION_LIMIT
  return server
}

const serve = async (
  options: SandboxServerOptions, request: IncomingMessage, response: ServerResponse, handle: (request: SandboxRequest, response: ServerResponse) => Promise<void>,
): Promise<void> => {
  const { method = '', url: path = '/', headers } = request
  if (method === 'GET' && path === '/health/live') return answer(response, 200, {}, 'live')
  if (method === 'GET' && path === '/health/ready') return ready(options, response)
  if (method === 'GET' && path === '/metrics' && options.metrics) return answer(response, 200, {}, await options.metrics())
  const body = await readBody(request)
  if (!body) return answer(response, 413, {}, 'the body is too large')
  await handle({ method, path, headers, body }, response)
}

export const answer = (response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: string | Uint8Array): void => {
  response.writeHead(status, { 'content-type': 'text/plain', ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
}

const ready = async ({ check, onError }: SandboxServerOptions, response: ServerResponse): Promise<void> => {
  try {
    await check()
    answer(response, 200, {}, 'ready')
  } catch (error) {
    onError(error)
    answer(response, 503, {}, 'the database is away or not migrated')
  }
}

/** Undefined when the body is above the limit. */
const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > BODY_LIMIT_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
