import { constants, createPublicKey, privateDecrypt, type KeyObject } from 'node:crypto'
import type { Server, ServerResponse } from 'node:http'
import { money } from '@recourse/kernel'
import { z } from 'zod'
import { isDay } from '../../days.js'
import { sendWithFault, type WireFault } from '../../sandbox-kit/faults.js'
import { answer as plain, createKitServer, type SandboxRequest } from '../../sandbox-kit/http.js'
import { keepSettling } from '../../sandbox-kit/keep-settling.js'
import { NoticePost } from '../../sandbox-kit/notice-post.js'
import { headerOf, parseJson } from '../../text.js'
import { servedBankTypes } from '../banks.js'
import { abnormalRefundBody, refundBody, type RefundBody } from '../wire.js'
import { behaviourOf } from './behaviours.js'
import { billOf, sha1Of } from './bill.js'
import type { Refund } from './decide-refund.js'
import type { SandboxKeys } from './keys.js'
import type { RefundRecord, WechatLedger } from './ledger.js'
import { makeNotice, noticeKinds, strangerKey } from './notice.js'
import { RateLimit } from './rate-limit.js'
import { refundJson } from './refund-json.js'
import { refusals, type Refusal } from './refusals.js'
import { requestFault, signedHeaders } from './signature.js'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** 15s, 15s, 30s, 3m, 10m, 20m, 30m × 3, 60m, 3h × 3, 6h × 2. */
const REPEAT_PAUSES_MS = [
  15 * SECOND_MS, 15 * SECOND_MS, 30 * SECOND_MS, 3 * MINUTE_MS, 10 * MINUTE_MS, 20 * MINUTE_MS, ...Array<number>(3).fill(30 * MINUTE_MS), HOUR_MS,
  ...Array<number>(3).fill(3 * HOUR_MS), ...Array<number>(2).fill(6 * HOUR_MS),
]

export interface WechatSandboxOptions {
  readonly ledger: WechatLedger
  readonly keys: SandboxKeys
  readonly now: () => Date
  /** What notices are dated by; the machine's clock, which may be another than the sandbox's, when left out. */
  readonly signedAt?: () => Date
  /** Prometheus text for `GET /metrics`. */
  readonly metrics?: () => Promise<string>
  readonly onError: (error: unknown) => void
}

interface Sandbox extends Required<Pick<WechatSandboxOptions, 'signedAt'>>, Omit<WechatSandboxOptions, 'signedAt'> {
  readonly post: NoticePost
  readonly limit: RateLimit
  readonly merchantPublicKey: KeyObject
}

interface Answer {
  readonly status: number
  readonly body: object
  readonly fault?: WireFault | undefined
}

/** WeChat Pay's refunds over HTTP; README.md describes what it knows and what can be asked of it. */
export const createWechatSandboxServer = (options: WechatSandboxOptions): Server => {
  const sandbox: Sandbox = {
    signedAt: () => new Date(), ...options, post: new NoticePost(REPEAT_PAUSES_MS), limit: new RateLimit(options.now), merchantPublicKey: createPublicKey(options.keys.merchant.privateKey),
  }
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

const announce = ({ keys, post, signedAt }: Sandbox, record: RefundRecord): void => {
  const { notifyUrl, paymentReference } = record.refund
  if (notifyUrl && !behaviourOf(paymentReference).silent) post.send(() => makeNotice(keys, notifyUrl, record, signedAt()))
}

const handle = async (sandbox: Sandbox, request: SandboxRequest, response: ServerResponse): Promise<void> => {
  const { pathname, searchParams } = new URL(request.path, 'http://sandbox')
  if (pathname.startsWith('/sandbox/')) return control(sandbox, pathname, searchParams, request, response)
  const fault = requestFault(sandbox.keys.merchant, sandbox.merchantPublicKey, request)
  if (!fault && pathname === '/v3/billdownload/file') return download(sandbox, searchParams.get('token') ?? '', response)
  const { status, body, fault: wireFault } = fault ? refused(fault) : await answerTo(sandbox, pathname, searchParams, request)
  // Nothing is signed for who did not sign himself.
  sendWithFault(response, { status, body: JSON.stringify(body), fault: wireFault }, (_, content, signedBy) =>
    status === refusals.signature.status ? {} : signedHeaders(signedBy === 'channel' ? sandbox.keys.platformPrivateKey : strangerKey(), sandbox.keys.merchant.platformSerial, content))
}

const REFUND_PATH = /^\/v3\/refund\/domestic\/refunds\/([^/]+)(\/apply-abnormal-refund)?$/

const answerTo = async (sandbox: Sandbox, pathname: string, params: URLSearchParams, request: SandboxRequest): Promise<Answer> => {
  const { method } = request
  try {
    // Whoever asks learns what is so now, however far the clock was moved on.
    if (method === 'GET') await settle(sandbox)
    if (method === 'POST' && pathname === '/v3/refund/domestic/refunds') return await limited(sandbox, () => refund(sandbox, request))
    if (method === 'GET' && pathname === '/v3/bill/tradebill') return await bill(sandbox, params.get('bill_date') ?? '', headerOf(request.headers, 'host'))
    const [, id = '', isAbnormal] = REFUND_PATH.exec(pathname) ?? []
    if (method === 'GET' && id && !isAbnormal) return await query(sandbox, decodeURIComponent(id))
    if (method === 'POST' && id && isAbnormal) return await limited(sandbox, () => redirect(sandbox, decodeURIComponent(id), request))
    return refused(refusals.malformed)
  } catch (error) {
    sandbox.onError(error)
    return { status: 500, body: { code: 'SYSTEM_ERROR', message: '系统错误' } }
  }
}

const limited = async ({ limit }: Sandbox, work: () => Promise<Answer>): Promise<Answer> => {
  if (!limit.admits()) return refused(refusals.tooFast)
  const answer = await work()
  if (answer.status >= 400) limit.countError()
  return answer
}

const refund = async (sandbox: Sandbox, { body }: SandboxRequest): Promise<Answer> => {
  const parsed = refundBody.safeParse(parseJson(body))
  if (!parsed.success) return refused(refusals.malformed)
  const request = parsed.data
  const { refusal, refusedOnce, fault } = behaviourOf(request.transaction_id)
  const strikes = async (name: string) => sandbox.ledger.claimFault(request.out_refund_no, name)
  if (refusal && (!refusedOnce || (await strikes(refusal)))) return refused(refusals[refusal])
  if (fault?.endsWith('-before') && (await strikes(fault))) return { ...answered(lieAbout(request, sandbox.now())), fault }
  const record = await sandbox.ledger.refund(request)
  return { ...('refund' in record ? answered(record) : refused(record)), fault: fault?.endsWith('-after') && (await strikes(fault)) ? fault : undefined }
}

/** What a stranger would say so that nobody asks again. */
const lieAbout = ({ transaction_id, out_refund_no, amount }: RefundBody, now: Date): RefundRecord => {
  const at = now.toISOString()
  const refund: Refund = {
    outRefundNo: out_refund_no, paymentReference: transaction_id, amount: money(amount.refund, amount.currency), channelReference: '50300000000000000000000000forged',
    status: 'SUCCESS', failureCode: null, behaviour: null, timesQueried: 0, notifyUrl: null, createdAt: at, changedAt: at,
  }
  return { refund, total_minor: amount.total }
}

const query = async ({ ledger }: Sandbox, outRefundNo: string): Promise<Answer> => {
  const record = await ledger.find(outRefundNo)
  return record ? answered(record) : refused(refusals.refundUnknown)
}

/** Card and name are looked at and forgotten. */
const redirect = async ({ ledger, keys }: Sandbox, refundId: string, { body, headers }: SandboxRequest): Promise<Answer> => {
  const parsed = abnormalRefundBody.safeParse(parseJson(body))
  if (!parsed.success || headerOf(headers, 'wechatpay-serial') !== keys.merchant.platformSerial) return refused(refusals.malformed)
  const { out_refund_no, bank_type, bank_account, real_name } = parsed.data
  const [account, name] = [bank_account, real_name].map((text) => decrypt(keys.platformPrivateKey, text))
  if (account === undefined || !name) return refused(refusals.malformed)
  if (!servedBankTypes.includes(bank_type)) return refused(refusals.bankNotServed)
  if (!/^\d{12,19}$/.test(account)) return refused(refusals.accountInvalid)
  if (name.endsWith('wrong-name')) return refused(refusals.nameDiffers)
  const record = await ledger.redirect(out_refund_no, refundId)
  return 'refund' in record ? answered(record) : refused(record)
}

const decrypt = (key: KeyObject, text: string): string | undefined => {
  try {
    return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }, Buffer.from(text, 'base64')).toString('utf8')
  } catch {
    return undefined
  }
}

const bill = async ({ ledger, keys, now }: Sandbox, day: string, host: string): Promise<Answer> => {
  if (!isDay(day)) return refused(refusals.malformed)
  const file = await billOf(ledger, keys.merchant.mchid, day, now().toISOString())
  if (typeof file === 'object') return refused(file)
  return { status: 200, body: { hash_type: 'SHA1', hash_value: sha1Of(file), download_url: `http://${host}/v3/billdownload/file?token=${day}` } }
}

const download = async ({ ledger, keys, now }: Sandbox, token: string, response: ServerResponse): Promise<void> => {
  const file = isDay(token) ? await billOf(ledger, keys.merchant.mchid, token, now().toISOString()) : refusals.malformed
  if (typeof file === 'object') return plain(response, file.status, { 'content-type': 'application/json' }, JSON.stringify(file))
  plain(response, 200, { 'content-type': 'text/plain; charset=utf-8' }, file)
}

const answered = (record: RefundRecord): Answer => ({ status: 200, body: refundJson(record) })

const refused = ({ status, code, message }: Refusal): Answer => ({ status, body: { code, message } })

const noticeOrder = z.strictObject({ outRefundNo: z.string(), as: z.enum(noticeKinds) })

/** What only a sandbox has: its ledger, and notices on demand. */
const control = async (sandbox: Sandbox, pathname: string, params: URLSearchParams, { method, body }: SandboxRequest, response: ServerResponse): Promise<void> => {
  const json = (status: number, content: object): void => plain(response, status, { 'content-type': 'application/json' }, JSON.stringify(content))
  if (method === 'GET' && pathname === '/sandbox/ledger') return json(200, { movements: await sandbox.ledger.movements(Number(params.get('after') ?? '0') || 0) })
  const order = noticeOrder.safeParse(parseJson(body))
  if (method !== 'POST' || pathname !== '/sandbox/notices' || !order.success) return json(404, { message: 'no such path' })
  const record = await sandbox.ledger.find(order.data.outRefundNo)
  const url = record?.refund.notifyUrl
  if (!record || !url) return json(404, { message: 'no refund with a notify_url' })
  sandbox.post.send(() => makeNotice(sandbox.keys, url, record, sandbox.signedAt(), order.data.as))
  json(202, {})
}
