import { createServer, type IncomingHttpHeaders } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { runCli } from './cli.js'

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** `cut` = the connection is broken without an answer. */
export type FixtureAnswer = { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown } | 'cut'

export interface FixtureServer {
  readonly url: string
  readonly seen: readonly SeenRequest[]
  close(): Promise<void>
}

/** An HTTP server of a few lines that stands in for a service where only the command line's own behaviour matters. */
export const fixtureServer = async (answerOf: (request: SeenRequest) => FixtureAnswer): Promise<FixtureServer> => {
  const seen: SeenRequest[] = []
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const url = new URL(incoming.url!, 'http://fixture')
      const request = { method: incoming.method!, path: url.pathname, query: url.searchParams, headers: incoming.headers, text: Buffer.concat(chunks).toString('utf8') }
      seen.push(request)
      const answer = answerOf(request)
      if (answer === 'cut') return void incoming.socket.destroy()
      outgoing.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers }).end(JSON.stringify(answer.body ?? {}))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The whole command line in this process, with everything it wrote. */
export const recourse = async (argv: readonly string[], env: NodeJS.ProcessEnv = {}, folders: readonly string[] = []): Promise<{ code: number; stdout: string; stderr: string }> => {
  const written = { stdout: '', stderr: '' }
  const stream = (name: 'stdout' | 'stderr') => ({ write: (text: string) => void (written[name] += text) })
  const code = await runCli(argv, { env, folders, version: '1.2.3', stdout: stream('stdout'), stderr: stream('stderr') })
  return { code, ...written }
}
