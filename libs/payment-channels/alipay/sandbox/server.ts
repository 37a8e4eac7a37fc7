import type { Server, ServerResponse } from 'node:http'
import { money } from '@recourse/kernel'
import { z } from 'zod'
import { isDay } from '../../days.js'
import { sendWithFault, type WireFault } from '../../sandbox-kit/faults.js'
import { answer as plain, createKitServer, type SandboxRequest } from '../../sandbox-kit/http.js'
import { keepSettling } from '../../sandbox-kit/keep-settling.js'
import { NoticePost } from '../../sandbox-kit/notice-post.js'
import { headerOf, parseJson } from '../../text.js'
import { fenOf } from '../amounts.js'
import { billContent, methods, queryContent, refundContent, type RefundContent } from '../wire.js'
import { behaviourOf } from './behaviours.js'
import { billOf } from './bill.js'
import { strangerKey, type SandboxKeys } from './keys.js'
import type { AlipayLedger, RefundRecord } from './ledger.js'
import { makeNotice, noticeKinds, type NoticeKind } from './notice.js'
import { queryJson, refundJson } from './refund-json.js'
import { refusals, type Refusal } from './refusals.js'
import { requestFault, signedAnswer, unsignedAnswer } from './signature.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** 4m, 10m, 10m, 1h, 2h, 6h, 15h. */
const REPEAT_PAUSES_MS = [4 * MINUTE_MS, 10 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 6 * HOUR_MS, 15 * HOUR_MS]

const BILL_PATH = '/downloadBillFile.resource'

export interface AlipaySandboxOptions {
  readonly ledger: AlipayLedger
  readonly keys: SandboxKeys
  readonly now: () => Date
  /** Where payments said that notices are to be posted; without it nobody is called back. */
  readonly notifyUrl?: string
  /** Prometheus text for `GET /metrics`. */
  readonly metrics?: () => Promise<string>
  readonly onError: (error: unknown) => void
}

interface Sandbox extends AlipaySandboxOptions {
  readonly post: NoticePost
}

interface Answer {
  readonly body: object
  readonly fault?: WireFault | undefined
}

/** Alipay's refunds over HTTP; README.md describes what it knows and what can be asked of it. */
export const createAlipaySandboxServer = (options: AlipaySandboxOptions): Server => {
  const sandbox: Sandbox = { ...options, post: new NoticePost(REPEAT_PAUSES_MS) }
  const { ledger, metrics, onError } = options
  const server = createKitServer({ check: () => ledger.check(), metrics, onError }, (request, response) => handle(sandbox, request, response))
  const settling = keepSettling(() => settle(sandbox), onError)
  return server.on('close', () => {
    settling.stop()
    sandbox.post.stop()
  })
}

const settle = async (sandbox: Sandbox): Promise<void> => {
  for (const record of await sandbox.ledger.settleDue()) announce(sandbox, record)
}

/** Alipay calls back when money has left, and for no other reason. */
const announce = (sandbox: Sandbox, record: RefundRecord): void => {
  if (record.refund.status === 'SUCCESS' && !behaviourOf(record.refund.paymentReference).silent) sendNotice(sandbox, record, 'again')
}

const sendNotice = ({ keys, post, now, notifyUrl }: Sandbox, record: RefundRecord, kind: NoticeKind): void => {
  if (notifyUrl) post.send(() => makeNotice(keys, notifyUrl, record, now().toISOString(), kind))
}

const handle = async (sandbox: Sandbox, request: SandboxRequest, response: ServerResponse): Promise<void> => {
  const { pathname, searchParams } = new URL(request.path, 'http://sandbox')
  if (pathname.startsWith('/sandbox/')) return control(sandbox, pathname, searchParams, request, response)
  if (pathname === BILL_PATH) return download(sandbox, searchParams.get('bizDates') ?? '', response)
  if (request.method !== 'POST' || pathname !== '/gateway.do') return plain(response, 404, {}, 'no such path')
  const parameters = { ...Object.fromEntries(searchParams), ...Object.fromEntries(new URLSearchParams(request.body.toString('utf8'))) }
  const { method = '', biz_content = '' } = parameters
  const refusal = requestFault(sandbox.keys, parameters)
  const { body, fault } = refusal ? { body: refusal, fault: undefined } : await answerTo(sandbox, method, biz_content, headerOf(request.headers, 'host'))
  const key = fault === 'forged-before' ? strangerKey() : sandbox.keys.alipayPrivateKey
  const text = refusal === refusals.application ? unsignedAnswer(method, body) : signedAnswer(key, method, body)
  sendWithFault(response, { status: 200, body: text, fault }, () => ({}))
}

const answerTo = async (sandbox: Sandbox, method: string, bizContent: string, host: string): Promise<Answer> => {
  try {
    // Whoever asks learns what is so now, however far the clock was moved on.
    if (method !== methods.refund) await settle(sandbox)
    const content = parseJson(Buffer.from(bizContent))
    if (method === methods.refund) return await refund(sandbox, content)
    if (method === methods.query) return await query(sandbox, content)
    if (method === methods.bill) return await bill(sandbox, content, host)
    return { body: refusals.method }
  } catch (error) {
    sandbox.onError(error)
    return { body: refusals.systemError }
  }
}

const refund = async (sandbox: Sandbox, content: unknown): Promise<Answer> => {
  const parsed = refundContent.safeParse(content)
  if (!parsed.success) return { body: refusals.malformed }
  const request = parsed.data
  const { refusal, refusedOnce, fault } = behaviourOf(request.trade_no)
  const strikes = async (name: string) => sandbox.ledger.claimFault(request.out_request_no, name)
  if (refusal && (!refusedOnce || (await strikes(refusal)))) return { body: refusals[refusal] }
  if (fault?.endsWith('-before') && (await strikes(fault))) return { body: refundJson(lieAbout(request, sandbox.now()), true), fault }
  const result = await sandbox.ledger.refund(request)
  if ('record' in result && result.changed) announce(sandbox, result.record)
  return { body: answered(result), fault: fault?.endsWith('-after') && (await strikes(fault)) ? fault : undefined }
}

const answered = (result: { record: RefundRecord; changed: boolean } | Refusal): object =>
  'record' in result ? refundJson(result.record, result.changed) : result

/** What a stranger would say so that nobody asks again. */
const lieAbout = ({ trade_no, out_request_no, refund_amount }: RefundContent, now: Date): RefundRecord => {
  const at = now.toISOString()
  const amount = money(fenOf(refund_amount), 'CNY')
  return {
    refund: {
      outRefundNo: out_request_no, paymentReference: trade_no, amount, channelReference: trade_no, status: 'SUCCESS', failureCode: null, behaviour: null,
      timesQueried: 0, notifyUrl: null, createdAt: at, changedAt: at,
    },
    paid_minor: amount.minor,
    refunded_minor: amount.minor,
  }
}

const query = async ({ ledger }: Sandbox, content: unknown): Promise<Answer> => {
  const parsed = queryContent.safeParse(content)
  return { body: parsed.success ? queryJson(await ledger.find(parsed.data.out_request_no), parsed.data) : refusals.malformed }
}

const bill = async ({ ledger, keys, now }: Sandbox, content: unknown, host: string): Promise<Answer> => {
  const parsed = billContent.safeParse(content)
  if (!parsed.success) return { body: refusals.malformed }
  const { bill_date, bill_type } = parsed.data
  const file = bill_type === 'trade' && (await billOf(ledger, keys.merchant.sellerId, bill_date, now().toISOString()))
  return { body: file ? { code: '10000', msg: 'Success', bill_download_url: `http://${host}${BILL_PATH}?bizDates=${bill_date}` } : refusals.noBill }
}

const download = async ({ ledger, keys, now }: Sandbox, day: string, response: ServerResponse): Promise<void> => {
  const file = isDay(day) && (await billOf(ledger, keys.merchant.sellerId, day, now().toISOString()))
  if (!file) return plain(response, 404, {}, 'no such bill')
  plain(response, 200, { 'content-type': 'application/zip' }, file)
}

const noticeOrder = z.strictObject({ outRefundNo: z.string(), as: z.enum(noticeKinds) })
const opening = z.strictObject({ tradeNo: z.string().min(1).max(64), paid_minor: z.number().int().positive() })

/** What only a sandbox has: its ledger, trades that somebody paid, and notices on demand. */
const control = async (
  sandbox: Sandbox, pathname: string, params: URLSearchParams, { method, body }: SandboxRequest, response: ServerResponse,
): Promise<void> => {
  const json = (status: number, content: object): void => plain(response, status, { 'content-type': 'application/json' }, JSON.stringify(content))
  if (method === 'GET' && pathname === '/sandbox/ledger') {
    return json(200, { movements: await sandbox.ledger.movements(Number(params.get('after') ?? '0') || 0) })
  }
  if (method === 'POST' && pathname === '/sandbox/payments') {
    const trade = opening.safeParse(parseJson(body))
    if (!trade.success) return json(400, { message: 'not a trade with what was paid' })
    await sandbox.ledger.open(trade.data.tradeNo, trade.data.paid_minor)
    return json(201, {})
  }
  const order = noticeOrder.safeParse(parseJson(body))
  if (method !== 'POST' || pathname !== '/sandbox/notices' || !order.success) return json(404, { message: 'no such path' })
  const record = await sandbox.ledger.find(order.data.outRefundNo)
  if (!record || !sandbox.notifyUrl) return json(404, { message: 'no such refund, or nobody to call back' })
  sendNotice(sandbox, record, order.data.as)
  json(202, {})
}
