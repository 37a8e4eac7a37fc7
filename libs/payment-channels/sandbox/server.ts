import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { ChannelErrorCode } from '../error-messages.js'
import { isRefundNumber } from '../port.js'
import { behaviourOf, type Fault } from './behaviours.js'
import type { SandboxLedger } from './ledger.js'
import { isFresh, sameSignature, SIGNATURE_HEADER, signAnswer, signRequest, TIMESTAMP_HEADER, timestampOf } from './signature.js'
import { refundBody, type RefundState } from './wire.js'

const BODY_LIMIT_BYTES = 65_536
const CONNECTION_LIMIT = 512

export interface SandboxServerOptions {
  readonly ledger: SandboxLedger
  readonly secret: string
  /** Prometheus text for `GET /metrics`. */
  readonly metrics?: () => Promise<string>
  readonly onError: (error: unknown) => void
}

interface Answer {
  readonly status: number
  readonly body: unknown
  /** What goes wrong on the way back. */
  readonly fault?: Fault | undefined
}

/** The sandbox channel over HTTP; the protocol and the behaviours are described in README.md. */
export const createSandboxServer = (options: SandboxServerOptions): Server => {
  const server = createServer((request, response) => {
    void handle(options, request, response).catch((error: unknown) => {
      options.onError(error)
      response.destroy()
    })
  })
  server.maxConnections = CONNECTION_LIMIT
  return server
}

const handle = async (options: SandboxServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const path = request.url ?? '/'
  if (request.method === 'GET' && path === '/health/live') return void plain(response, 200, 'text/plain', 'live')
  if (request.method === 'GET' && path === '/health/ready') return ready(options, response)
  if (request.method === 'GET' && path === '/metrics' && options.metrics) return void plain(response, 200, 'text/plain', await options.metrics())
  const body = await readBody(request)
  if (!body) return void plain(response, 413, 'text/plain', 'the body is too large')
  const requestSignature = headerOf(request, SIGNATURE_HEADER)
  const send = (answer: Answer) => sendSigned(response, options.secret, requestSignature, answer)
  if (!isGenuine(options.secret, request, requestSignature, body)) return send(failed(401, 'SIGNATURE_REJECTED'))
  send(await answerTo(options, request.method ?? '', new URL(path, 'http://sandbox'), body))
}

const answerTo = async (options: SandboxServerOptions, method: string, url: URL, body: Buffer): Promise<Answer> => {
  try {
    if (method === 'POST' && url.pathname === '/refunds') return await refund(options.ledger, body)
    const number = /^\/refunds\/([^/]+)$/.exec(url.pathname)?.[1]
    if (method === 'GET' && number) return await query(options.ledger, decodeURIComponent(number))
    if (method === 'GET' && url.pathname === '/ledger') return await ledgerPage(options.ledger, url.searchParams.get('after') ?? '0')
    return { status: 404, body: { message: 'no such path' } }
  } catch (error) {
    options.onError(error)
    return { status: 500, body: { message: 'the sandbox failed' } }
  }
}

const refund = async (ledger: SandboxLedger, body: Buffer): Promise<Answer> => {
  const parsed = refundBody.safeParse(parseJson(body))
  if (!parsed.success) return failed(400, 'REQUEST_MALFORMED')
  const request = parsed.data
  const behaviour = behaviourOf(request)
  const { fault } = behaviour
  const strikes = async () => fault !== undefined && (await ledger.claimFault(request.outRefundNo, fault))
  if (fault?.endsWith('-before') && (await strikes())) return faultBefore(request.amount, fault)
  const state = await ledger.refund(request, behaviour)
  return { ...answered(state), fault: fault?.endsWith('-after') && (await strikes()) ? fault : undefined }
}

const answered = (state: RefundState): Answer => {
  switch (state.outcome) {
    case 'pending':
      return { status: 202, body: state }
    case 'abnormal':
      // Taken like any other: only a query tells that it cannot arrive.
      return { status: 202, body: { outcome: 'pending', channelReference: state.channelReference } satisfies RefundState }
    case 'returned':
      return { status: 422, body: { outcome: 'failed', code: state.code } satisfies RefundState }
    case 'failed':
      return { status: 422, body: state }
    default:
      return { status: 200, body: state }
  }
}

const faultBefore = (amount: { minor: number; currency: string }, fault: Fault): Answer => {
  if (fault === 'busy-before') return failed(429, 'CHANNEL_BUSY')
  const lie: RefundState = { outcome: 'succeeded', channelReference: 'SBXforged', settledAt: new Date().toISOString(), amount }
  return { status: 200, body: lie, fault }
}

const query = async (ledger: SandboxLedger, outRefundNo: string): Promise<Answer> => {
  if (!isRefundNumber(outRefundNo)) return failed(400, 'REQUEST_MALFORMED')
  const state = await ledger.query(outRefundNo)
  return { status: state.outcome === 'not-found' ? 404 : 200, body: state }
}

const ledgerPage = async (ledger: SandboxLedger, after: string): Promise<Answer> =>
  /^\d{1,15}$/.test(after) ? { status: 200, body: { movements: await ledger.movements(Number(after)) } } : failed(400, 'REQUEST_MALFORMED')

const failed = (status: number, code: ChannelErrorCode): Answer => ({ status, body: { outcome: 'failed', code } satisfies RefundState })

const sendSigned = (response: ServerResponse, secret: string, requestSignature: string, { status, body, fault }: Answer): void => {
  if (fault === 'timeout-before' || fault === 'timeout-after') return
  if (fault === 'reset-after') return void response.socket?.resetAndDestroy()
  const text = JSON.stringify(body)
  const content = fault === 'garbled-after' ? text.slice(0, text.length / 2) : text
  const finalStatus = fault === 'server-error-before' || fault === 'server-error-after' ? 500 : status
  const timestamp = timestampOf(Date.now())
  const key = fault === 'forged-before' ? `not ${secret}` : secret
  response.writeHead(finalStatus, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(content),
    [TIMESTAMP_HEADER]: timestamp,
    [SIGNATURE_HEADER]: signAnswer(key, { requestSignature, status: finalStatus, timestamp, body: content }),
  })
  response.end(content)
}

const isGenuine = (secret: string, request: IncomingMessage, signature: string, body: Buffer): boolean => {
  const timestamp = headerOf(request, TIMESTAMP_HEADER)
  const expected = signRequest(secret, { method: request.method ?? '', path: request.url ?? '/', timestamp, body })
  return sameSignature(signature, expected) && isFresh(timestamp, Date.now())
}

const headerOf = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
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

const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

const ready = async ({ ledger, onError }: SandboxServerOptions, response: ServerResponse): Promise<void> => {
  try {
    await ledger.check()
    plain(response, 200, 'text/plain', 'ready')
  } catch (error) {
    onError(error)
    plain(response, 503, 'text/plain', 'the database is away or not migrated')
  }
}

const plain = (response: ServerResponse, status: number, type: string, text: string): void => {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text)
}
