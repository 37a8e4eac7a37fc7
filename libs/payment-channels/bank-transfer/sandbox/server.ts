import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Server, ServerResponse } from 'node:http'
import { sha256 } from '@recourse/kernel'
import { z } from 'zod'
import { isDay } from '../../days.js'
import { sendWithFault, type WireFault } from '../../sandbox-kit/faults.js'
import { answer as plain, createKitServer, type SandboxRequest } from '../../sandbox-kit/http.js'
import { keepSettling } from '../../sandbox-kit/keep-settling.js'
import { headerOf, parseJson } from '../../text.js'
import {
  answerParts, CUSTOMER_HEADER, FILE_SIGNATURE_HEADER, fileParts, isFresh, isSignedBy, requestParts, SIGNATURE_HEADER, signed, TIMESTAMP_HEADER, timestampOf,
} from '../signature.js'
import { writeStatementFile } from '../statement-file.js'
import { behaviourNames } from './behaviours.js'
import { isStatementReady } from './business-day.js'
import { checkedFile } from './file-check.js'
import { strangerKey, type SandboxKeys } from './keys.js'
import type { BankLedger } from './ledger.js'

export interface BankSandboxOptions {
  readonly ledger: BankLedger
  readonly keys: SandboxKeys
  readonly now: () => Date
  /** Prometheus text for `GET /metrics`. */
  readonly metrics?: () => Promise<string>
  readonly onError: (error: unknown) => void
}

interface Sandbox extends BankSandboxOptions {
  readonly companyPublicKey: KeyObject
}

interface Answer {
  readonly status: number
  readonly body: string
  /** The body is a file, signed on its own. */
  readonly isFile?: true
  readonly fault?: WireFault | undefined
}

/** A bank's host over HTTP; README.md describes what it knows and what can be asked of it. */
export const createBankSandboxServer = (options: BankSandboxOptions): Server => {
  const { ledger, metrics, onError } = options
  const sandbox: Sandbox = { ...options, companyPublicKey: createPublicKey(options.keys.company.privateKey) }
  const server = createKitServer({ check: () => ledger.check(), metrics, onError }, (request, response) => handle(sandbox, request, response))
  const settling = keepSettling(() => ledger.settleDue(), onError)
  return server.on('close', () => settling.stop())
}

const handle = async (sandbox: Sandbox, request: SandboxRequest, response: ServerResponse): Promise<void> => {
  const { pathname, searchParams } = new URL(request.path, 'http://sandbox')
  if (pathname.startsWith('/sandbox/')) return control(sandbox, pathname, searchParams, request, response)
  const { status, body, isFile, fault } = isGenuine(sandbox, request) ? await answerTo(sandbox, pathname, searchParams, request) : refused(401, 'SIGNATURE_REJECTED')
  const requestSignature = headerOf(request.headers, SIGNATURE_HEADER)
  sendWithFault(response, { status, body, fault }, (finalStatus, content, signedBy) => {
    const key = signedBy === 'channel' ? sandbox.keys.bankPrivateKey : strangerKey()
    const [timestamp, bytes] = [timestampOf(Date.now()), Buffer.from(content)]
    return {
      [TIMESTAMP_HEADER]: timestamp,
      [SIGNATURE_HEADER]: signed(key, answerParts({ requestSignature, status: finalStatus, timestamp, body: bytes })),
      ...(isFile && { 'content-type': 'text/csv; charset=utf-8', [FILE_SIGNATURE_HEADER]: signed(key, fileParts(bytes)) }),
    }
  })
}

const isGenuine = ({ keys, companyPublicKey }: Sandbox, { method, path, headers, body }: SandboxRequest): boolean => {
  const [customerNo, timestamp, signature] = [CUSTOMER_HEADER, TIMESTAMP_HEADER, SIGNATURE_HEADER].map((name) => headerOf(headers, name)) as [string, string, string]
  const isTheirs = customerNo === keys.company.customerNo && isFresh(timestamp, Date.now())
  return isTheirs && isSignedBy(companyPublicKey, signature, requestParts({ customerNo, method, path, timestamp, body }))
}

const answerTo = async (sandbox: Sandbox, pathname: string, params: URLSearchParams, { method, body }: SandboxRequest): Promise<Answer> => {
  const { ledger } = sandbox
  try {
    // Whoever asks learns what is so now, however far the clock was moved on.
    if (method === 'GET') await ledger.settleDue()
    const [, what = '', id = ''] = /^\/(files|returns|statements)(?:\/([\w-]{1,64}))?$/.exec(pathname) ?? []
    const question = `${method} ${what}${id ? '/' : ''}`
    if (question === 'POST files/') return await receive(sandbox, id, body)
    if (question === 'GET files/') return found(await ledger.receipt(id), 'FILE_UNKNOWN')
    if (question === 'GET returns') return json(200, { returns: await ledger.returnsAfter(Number(params.get('after') ?? '0') || 0) })
    if (question === 'GET returns/') return file(await ledger.returnFile(id))
    if (question === 'GET statements/' && isDay(id)) return await statement(sandbox, id)
    return refused(404, 'NO_SUCH_PATH')
  } catch (error) {
    sandbox.onError(error)
    return refused(500, 'BANK_ERROR')
  }
}

const receive = async ({ ledger, keys }: Sandbox, fileNo: string, bytes: Buffer): Promise<Answer> => {
  const checked = checkedFile(bytes, fileNo, keys.company)
  if (typeof checked === 'string') return json(422, { code: 'FILE_MALFORMED', message: checked })
  const fault = await ledger.faultOf(checked.instructions.map(({ accountNo }) => accountNo))
  const strikes = fault !== undefined && (await ledger.claimFault(fileNo, fault))
  if (strikes && fault.endsWith('-before')) return { ...json(202, { fileNo, sha256: sha256(bytes), status: 'received' }), fault }
  const receipt = await ledger.receive(checked, bytes)
  return receipt ? { ...json(202, receipt), fault: strikes ? fault : undefined } : refused(409, 'FILE_NO_REUSED')
}

const statement = async ({ ledger, keys, now }: Sandbox, day: string): Promise<Answer> => {
  if (!isStatementReady(day, now().toISOString())) return refused(409, 'STATEMENT_NOT_READY')
  const movements = (await ledger.movementsOf(day)).map(({ channelReference, outRefundNo, direction, amount, at }) =>
    ({ serial: channelReference, instructionNo: outRefundNo, direction: direction === 'out' ? 'OUT' as const : 'BACK' as const, amount_minor: amount.minor, at }))
  return file(writeStatementFile({ customerNo: keys.company.customerNo, day, movements }).toString('utf8'))
}

const json = (status: number, body: object): Answer => ({ status, body: JSON.stringify(body) })

const refused = (status: number, code: string): Answer => json(status, { code })

const found = (body: object | undefined, code: string): Answer => (body ? json(200, body) : refused(404, code))

const file = (content: string | undefined): Answer => (content === undefined ? refused(404, 'RETURN_UNKNOWN') : { status: 200, body: content, isFile: true })

const account = z.strictObject({ accountNo: z.string().regex(/^\d{8,32}$/), accountName: z.string().min(1).max(100), behaviour: z.enum(behaviourNames).optional() })

/** What only a sandbox has: its ledger, and accounts opened on demand. */
const control = async ({ ledger }: Sandbox, pathname: string, params: URLSearchParams, { method, body }: SandboxRequest, response: ServerResponse): Promise<void> => {
  const reply = (status: number, content: object): void => plain(response, status, { 'content-type': 'application/json' }, JSON.stringify(content))
  if (method === 'GET' && pathname === '/sandbox/ledger') return reply(200, { movements: await ledger.movements(Number(params.get('after') ?? '0') || 0) })
  const wanted = account.safeParse(parseJson(body))
  if (method !== 'POST' || pathname !== '/sandbox/accounts') return reply(404, { message: 'no such path' })
  if (!wanted.success) return reply(400, { message: 'an account has accountNo (8 to 32 digits), accountName and maybe a behaviour' })
  await ledger.open(wanted.data)
  reply(201, {})
}
