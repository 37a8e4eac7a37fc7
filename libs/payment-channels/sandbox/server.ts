import type { Server, ServerResponse } from 'node:http'
import { isDay } from '../days.js'
import { isRefundNumber } from '../port.js'
import { sendWithFault, type WireFault } from '../sandbox-kit/faults.js'
import { createKitServer, type SandboxRequest } from '../sandbox-kit/http.js'
import { NoticePost } from '../sandbox-kit/notice-post.js'
import { headerOf, parseJson } from '../text.js'
import { behaviourOf, type Fault, type SandboxCode } from './behaviours.js'
import type { LedgerAnswer, SandboxLedger } from './ledger.js'
import { makeNotice } from './notice.js'
import { isFresh, sameSignature, SIGNATURE_HEADER, signAnswer, signRequest, TIMESTAMP_HEADER, timestampOf } from './signature.js'
import { refundBody, type Movement, type RefundState } from './wire.js'

const REPEAT_PAUSES_MS = [1_000, 5_000, 30_000, 180_000]

export interface SandboxServerOptions {
  readonly ledger: SandboxLedger
  readonly secret: string
  /** Prometheus text for `GET /metrics`. */
  readonly metrics?: () => Promise<string>
  readonly onError: (error: unknown) => void
}

interface Sandbox extends SandboxServerOptions {
  readonly post: NoticePost
}

interface Answer {
  readonly status: number
  readonly body: unknown
  /** What goes wrong on the way back. */
  readonly fault?: WireFault | undefined
}

/** The sandbox channel over HTTP; the protocol and the behaviours are described in README.md. */
export const createSandboxServer = (options: SandboxServerOptions): Server => {
  const sandbox: Sandbox = { ...options, post: new NoticePost(REPEAT_PAUSES_MS) }
  const server = createKitServer({ check: () => options.ledger.check(), metrics: options.metrics, onError: options.onError }, (request, response) => handle(sandbox, request, response))
  return server.on('close', () => sandbox.post.stop())
}

const handle = async (sandbox: Sandbox, request: SandboxRequest, response: ServerResponse): Promise<void> => {
  const requestSignature = headerOf(request.headers, SIGNATURE_HEADER)
  const genuine = isGenuine(sandbox.secret, request, requestSignature)
  const { status, body, fault } = genuine ? await answerTo(sandbox, request) : failed(401, 'SIGNATURE_REJECTED')
  sendWithFault(response, { status, body: JSON.stringify(body), fault }, (finalStatus, content, signedBy) => {
    const timestamp = timestampOf(Date.now())
    const key = signedBy === 'channel' ? sandbox.secret : `not ${sandbox.secret}`
    return { [TIMESTAMP_HEADER]: timestamp, [SIGNATURE_HEADER]: signAnswer(key, { requestSignature, status: finalStatus, timestamp, body: content }) }
  })
}

const answerTo = async (sandbox: Sandbox, { method, path, body }: SandboxRequest): Promise<Answer> => {
  const { ledger, onError } = sandbox
  const { pathname, searchParams } = new URL(path, 'http://sandbox')
  try {
    if (method === 'POST' && pathname === '/refunds') return await refund(sandbox, body)
    const number = /^\/refunds\/([^/]+)$/.exec(pathname)?.[1]
    if (method === 'GET' && number) return await query(sandbox, decodeURIComponent(number))
    if (method === 'GET' && pathname === '/ledger') return await movementsAfter(ledger, searchParams.get('after') ?? '0')
    const day = /^\/statements\/([^/]+)$/.exec(pathname)?.[1]
    if (method === 'GET' && day) return isDay(day) ? movementList(await ledger.statement(day)) : failed(400, 'REQUEST_MALFORMED')
    return { status: 404, body: { message: 'no such path' } }
  } catch (error) {
    onError(error)
    return { status: 500, body: { message: 'the sandbox failed' } }
  }
}

const refund = async (sandbox: Sandbox, body: Buffer): Promise<Answer> => {
  const parsed = refundBody.safeParse(parseJson(body))
  if (!parsed.success) return failed(400, 'REQUEST_MALFORMED')
  const request = parsed.data
  const behaviour = behaviourOf(request)
  const { fault } = behaviour
  const strikes = async () => fault !== undefined && (await sandbox.ledger.claimFault(request.outRefundNo, fault))
  if (isBefore(fault) && (await strikes())) return faultBefore(request.amount, fault)
  const state = announced(sandbox, await sandbox.ledger.refund(request, behaviour))
  return { ...answered(state), fault: isAfter(fault) && (await strikes()) ? fault : undefined }
}

type Before = Extract<Fault, `${string}-before`>

const isBefore = (fault: Fault | undefined): fault is Before => fault?.endsWith('-before') ?? false

const isAfter = (fault: Fault | undefined): fault is Exclude<Fault, Before> => fault?.endsWith('-after') ?? false

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

const faultBefore = (amount: { minor: number; currency: string }, fault: Before): Answer => {
  if (fault === 'busy-before') return failed(429, 'CHANNEL_BUSY')
  const lie: RefundState = { outcome: 'succeeded', channelReference: 'SBXforged', settledAt: new Date().toISOString(), amount }
  return { status: 200, body: lie, fault }
}

const query = async (sandbox: Sandbox, outRefundNo: string): Promise<Answer> => {
  if (!isRefundNumber(outRefundNo)) return failed(400, 'REQUEST_MALFORMED')
  const state = announced(sandbox, await sandbox.ledger.query(outRefundNo))
  return { status: state.outcome === 'not-found' ? 404 : 200, body: state }
}

/** Tells the merchant, when it wants to be told, that there is news about a refund. */
const announced = ({ secret, post }: Sandbox, { state, changed }: LedgerAnswer): RefundState => {
  const url = changed?.notifyUrl
  if (changed && url) post.send(() => ({ url, ...makeNotice(secret, changed) }))
  return state
}

const movementsAfter = async (ledger: SandboxLedger, after: string): Promise<Answer> =>
  /^\d{1,15}$/.test(after) ? movementList(await ledger.movements(Number(after))) : failed(400, 'REQUEST_MALFORMED')

const movementList = (movements: Movement[]): Answer => ({ status: 200, body: { movements } })

const failed = (status: number, code: SandboxCode): Answer => ({ status, body: { outcome: 'failed', code } satisfies RefundState })

const isGenuine = (secret: string, { method, path, headers, body }: SandboxRequest, signature: string): boolean => {
  const timestamp = headerOf(headers, TIMESTAMP_HEADER)
  return sameSignature(signature, signRequest(secret, { method, path, timestamp, body })) && isFresh(timestamp, Date.now())
}
