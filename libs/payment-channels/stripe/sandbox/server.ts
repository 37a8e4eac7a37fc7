import { createHash, timingSafeEqual } from 'node:crypto'
import type { Server, ServerResponse } from 'node:http'
import { money, type Instant, type Money } from '@recourse/kernel'
import { z } from 'zod'
import { sendWithFault, type WireFault } from '../../sandbox-kit/faults.js'
import { answer as plain, createKitServer, type SandboxRequest } from '../../sandbox-kit/http.js'
import { keepSettling } from '../../sandbox-kit/keep-settling.js'
import { NoticePost } from '../../sandbox-kit/notice-post.js'
import { headerOf, parseJson } from '../../text.js'
import { stripeAmountOf } from '../amounts.js'
import type { StripeKeys } from '../keys.js'
import { instantOf, isPaymentIntent } from '../wire.js'
import { behaviourOf } from './behaviours.js'
import type { RefundRecord, StripeLedger } from './ledger.js'
import { makeNotice, noticeKinds, type NoticeKind } from './notice.js'
import { isExpanded, numberOf, refundOrderOf, type RefundOrder } from './parameters.js'
import { balanceTransactionJson, pageJson, refundJson } from './refund-json.js'
import { refusals, type Refusal } from './refusals.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Stripe repeats for three days, in growing pauses. */
const REPEAT_PAUSES_MS = [5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS, 12 * HOUR_MS, 12 * HOUR_MS, 12 * HOUR_MS, 12 * HOUR_MS]

export interface StripeSandboxOptions {
  readonly ledger: StripeLedger
  readonly keys: StripeKeys
  readonly now: () => Date
  /** The webhook endpoint; without it nobody is called back. */
  readonly notifyUrl?: string
  /** Prometheus text for `GET /metrics`. */
  readonly metrics?: () => Promise<string>
  readonly onError: (error: unknown) => void
}

interface Sandbox extends StripeSandboxOptions {
  readonly post: NoticePost
  /** Idempotency keys that are being carried out at this moment. */
  readonly inUse: Set<string>
  /** Decides what is due, after whoever is doing so already: what another holds would be left out. */
  settle(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly body: string
  readonly replayed?: boolean
  readonly fault?: WireFault | undefined
}

/** Stripe's refunds over HTTP; README.md describes what it knows and what can be asked of it. */
export const createStripeSandboxServer = (options: StripeSandboxOptions): Server => {
  let settled = Promise.resolve()
  const sandbox: Sandbox = {
    ...options,
    post: new NoticePost(REPEAT_PAUSES_MS),
    inUse: new Set(),
    settle: () => {
      const next = settled.then(() => settleDue(sandbox))
      settled = next.catch(() => {})
      return next
    },
  }
  const { ledger, metrics, onError } = options
  const server = createKitServer({ check: () => ledger.check(), metrics, onError }, (request, response) => handle(sandbox, request, response))
  const settling = keepSettling(() => sandbox.settle(), onError)
  return server.on('close', () => {
    settling.stop()
    sandbox.post.stop()
  })
}

const settleDue = async (sandbox: Sandbox): Promise<void> => {
  for (const record of await sandbox.ledger.settleDue()) announce(sandbox, record)
}

const announce = (sandbox: Sandbox, record: RefundRecord): void => {
  if (!behaviourOf(record.refund.paymentReference).silent) sendNotice(sandbox, record, 'again')
}

const sendNotice = ({ keys, post, now, notifyUrl }: Sandbox, record: RefundRecord, kind: NoticeKind): void => {
  if (notifyUrl) post.send(() => makeNotice(keys, notifyUrl, record, now().toISOString(), kind))
}

const handle = async (sandbox: Sandbox, request: SandboxRequest, response: ServerResponse): Promise<void> => {
  const { pathname, searchParams } = new URL(request.path, 'http://sandbox')
  if (pathname.startsWith('/sandbox/')) return control(sandbox, pathname, searchParams, request, response)
  const { fault, replayed, ...answer } = await answerTo(sandbox, pathname, searchParams, request)
  sendWithFault(response, { ...answer, fault }, () => ({ ...(replayed && { 'idempotent-replayed': 'true' }) }))
}

const answerTo = async (sandbox: Sandbox, pathname: string, params: URLSearchParams, request: SandboxRequest): Promise<Answer> => {
  if (!isAuthorized(sandbox.keys, headerOf(request.headers, 'authorization'))) return refused(refusals.key)
  try {
    if (request.method === 'POST') return pathname === '/v1/refunds' ? await create(sandbox, request) : refused(refusals.path)
    // Whoever asks learns what is so now, however far the clock was moved on.
    await sandbox.settle()
    if (request.method === 'GET') return await show(sandbox, pathname, params)
  } catch (error) {
    sandbox.onError(error)
    return refused(refusals.serverError)
  }
  return refused(refusals.path)
}

const isAuthorized = ({ apiKey }: StripeKeys, header: string): boolean => timingSafeEqual(digest(header), digest(`Bearer ${apiKey}`))

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const refused = ({ status, error }: Refusal): Answer => ({ status, body: JSON.stringify({ error }) })

const create = async (sandbox: Sandbox, { body, headers }: SandboxRequest): Promise<Answer> => {
  const form = new URLSearchParams(body.toString('utf8'))
  const order = refundOrderOf(form)
  // What is not a request at all, or comes too often, is not remembered under its key.
  if ('error' in order) return refused(order)
  const { refusal, refusedOnce, fault } = behaviourOf(order.payment)
  const strikes = async (name: string) => sandbox.ledger.claimFault(numberOf(order) ?? order.payment, name)
  if (refusal === 'paymentUnknown' || refusal === 'notPermitted') return refused(refusals[refusal])
  if (refusal === 'busy' && (await strikes(refusal))) return refused(refusals.busy)
  if (fault?.endsWith('-before') && (await strikes(fault))) return { ...refused(refusals.serverError), fault }
  const stands = refusal && refusal !== 'busy' && (!refusedOnce || (await strikes(refusal)))
  const answer = await carryOut(sandbox, order, headerOf(headers, 'idempotency-key'), form, stands ? refusals[refusal] : await savedFaultOf(order, strikes))
  return { ...answer, fault: fault?.endsWith('-after') && (await strikes(fault)) ? fault : undefined }
}

const savedFaultOf = async ({ payment }: RefundOrder, strikes: (name: string) => Promise<boolean>): Promise<Refusal | undefined> =>
  behaviourOf(payment).savedFault && (await strikes('server-error-saved')) ? refusals.serverError : undefined

const carryOut = async (sandbox: Sandbox, order: RefundOrder, key: string, form: URLSearchParams, refusal: Refusal | undefined): Promise<Answer> => {
  if (sandbox.inUse.has(key)) return refused(refusals.keyInUse)
  if (key) sandbox.inUse.add(key)
  try {
    const carried = await sandbox.ledger.carryOut(order, key || undefined, refusal, (record) => JSON.stringify(refundJson(record, (field) => isExpanded(form, field))))
    if ('error' in carried) return refused(carried)
    if (carried.made) announce(sandbox, carried.made)
    return carried
  } finally {
    sandbox.inUse.delete(key)
  }
}

const show = async (sandbox: Sandbox, pathname: string, params: URLSearchParams): Promise<Answer> => {
  if (pathname === '/v1/refunds') return refunds(sandbox, params)
  if (pathname === '/v1/balance_transactions') return balanceTransactions(sandbox, params)
  const [, kind, id] = /^\/v1\/(payment_intents|charges)\/([^/]+)$/.exec(pathname) ?? []
  if (!kind || !id) return refused(refusals.path)
  const reference = decodeURIComponent(id)
  if (isUnknown(reference) || isPaymentIntent(reference) !== (kind === 'payment_intents')) return refused(refusals.paymentUnknown)
  return { status: 200, body: JSON.stringify(paymentJson(reference, await sandbox.ledger.paid(reference))) }
}

const isUnknown = (payment: string): boolean => behaviourOf(payment).refusal === 'paymentUnknown'

const paymentJson = (id: string, paid: Money): object => ({
  id,
  object: isPaymentIntent(id) ? 'payment_intent' : 'charge',
  amount: stripeAmountOf(paid),
  currency: paid.currency.toLowerCase(),
  livemode: false,
  status: 'succeeded',
})

const listed = (url: string, items: readonly { readonly id: string; readonly shown: object }[], params: URLSearchParams): Answer => {
  const page = pageJson(url, items.map(({ shown, id }) => ({ ...shown, id })), params)
  return page ? { status: 200, body: JSON.stringify(page) } : refused(refusals.parameterUnknown)
}

const refunds = async ({ ledger }: Sandbox, params: URLSearchParams): Promise<Answer> => {
  const payment = params.get('payment_intent') ?? params.get('charge') ?? ''
  if (isUnknown(payment)) return refused(refusals.paymentUnknown)
  const records = await ledger.refundsOf(payment)
  const isWhole = (field: string): boolean => isExpanded(params, `data.${field}`)
  return listed('/v1/refunds', records.map((record) => ({ id: record.refund.channelReference, shown: refundJson(record, isWhole) })), params)
}

const balanceTransactions = async ({ ledger }: Sandbox, params: URLSearchParams): Promise<Answer> => {
  const instant = (name: string): Instant => instantOf(Number(params.get(`created[${name}]`) ?? '0'))
  const movements = await ledger.movementsWithRefunds(instant('gte'), instant('lt'))
  const direction = { refund: 'out', refund_failure: 'back' }[params.get('type') ?? '']
  const items = movements.filter(({ moved }) => moved.direction === direction).map(({ record, moved }) => ({
    id: `txn_${moved.seq}`,
    shown: { ...balanceTransactionJson(record, moved), ...(isExpanded(params, 'data.source') && { source: refundJson(record) }) },
  }))
  return listed('/v1/balance_transactions', items, params)
}

const noticeOrder = z.strictObject({ outRefundNo: z.string(), as: z.enum(noticeKinds) })
const opening = z.strictObject({ payment: z.string().min(1).max(64), paid_minor: z.number().int().positive(), currency: z.string().regex(/^[A-Z]{3}$/) })

/** What only a sandbox has: its ledger, payments that somebody made, a memory without keys, and notices on demand. */
const control = async (
  sandbox: Sandbox, pathname: string, params: URLSearchParams, { method, body }: SandboxRequest, response: ServerResponse,
): Promise<void> => {
  const json = (status: number, content: object): void => plain(response, status, { 'content-type': 'application/json' }, JSON.stringify(content))
  if (method === 'GET' && pathname === '/sandbox/ledger') return json(200, { movements: await sandbox.ledger.movements(Number(params.get('after') ?? '0') || 0) })
  if (method !== 'POST') return json(404, { message: 'no such path' })
  if (pathname === '/sandbox/forget-keys') {
    await sandbox.ledger.forgetKeys()
    return json(200, {})
  }
  if (pathname === '/sandbox/payments') {
    const payment = opening.safeParse(parseJson(body))
    if (!payment.success) return json(400, { message: 'not a payment with what was paid' })
    await sandbox.ledger.open(payment.data.payment, money(payment.data.paid_minor, payment.data.currency))
    return json(201, {})
  }
  const order = noticeOrder.safeParse(parseJson(body))
  if (pathname !== '/sandbox/notices' || !order.success) return json(404, { message: 'no such path' })
  const record = await sandbox.ledger.find(order.data.outRefundNo)
  if (!record || !sandbox.notifyUrl) return json(404, { message: 'no such refund, or nobody to call back' })
  sendNotice(sandbox, record, order.data.as)
  json(202, {})
}
