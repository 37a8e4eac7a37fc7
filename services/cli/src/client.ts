import { setTimeout as sleep } from 'node:timers/promises'
import { CommandFailed } from './errors.js'

/** RFC 9457 body of a service's refusal. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail?: string
  readonly errors?: readonly { readonly pointer: string; readonly messages: readonly string[] }[]
  readonly correlationId?: string
  readonly [member: string]: unknown
}

/** A service understood the request and said no. */
export class Refused extends CommandFailed {
  constructor(readonly problem: Problem) {
    super(describeProblem(problem))
  }
}

/** No usable answer within the patience. What was asked may have happened: repeat it with the same Idempotency-Key. */
export class Unreachable extends CommandFailed {}

export interface ClientOptions {
  readonly url: string
  readonly token: string | undefined
  /** How long to go on trying after the first failure of a request. */
  readonly patience_ms: number
  /** Limit of a single attempt. */
  readonly timeout_ms?: number
}

type Query = Readonly<Record<string, string | number | undefined>>

/**
 * JSON over HTTP to one service. Repeats a request, always with the same Idempotency-Key, when the connection fails, the service is
 * busy or restarting (503, honouring Retry-After, 502, 504), and a few times when it failed (500).
 */
export class ServiceClient {
  constructor(private readonly options: ClientOptions) {}

  get url(): string {
    return this.options.url
  }

  /** @throws Refused, Unreachable */
  get<T>(path: string, query: Query = {}): Promise<T> {
    return this.request('GET', path, query, {})
  }

  /** @throws Refused, Unreachable */
  post<T>(path: string, body: unknown, idempotencyKey: string): Promise<T> {
    return this.request('POST', path, {}, { body: JSON.stringify(body), type: 'application/json', key: idempotencyKey })
  }

  /** One JSON document a line. @throws Refused, Unreachable */
  postLines<T>(path: string, lines: readonly string[], idempotencyKey: string): Promise<T> {
    return this.request('POST', path, {}, { body: lines.join('\n'), type: 'application/x-ndjson', key: idempotencyKey })
  }

  private async request<T>(method: string, path: string, query: Query, sent: Sent): Promise<T> {
    const url = new URL(this.options.url + path)
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value))
    let until = Infinity
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await this.attempt<T>(method, url, sent)
      if ('body' in outcome) return outcome.body
      if (attempt === 0) until = Date.now() + this.options.patience_ms
      const pause_ms = outcome.retryAfter_ms ?? Math.min(100 * 2 ** attempt, 2_000) * (0.5 + Math.random() / 2)
      const givesUp = Date.now() + pause_ms > until || (outcome.refusal?.status === 500 && attempt >= MOST_REPEATS_OF_500)
      if (givesUp) throw outcome.refusal ? new Refused(outcome.refusal) : new Unreachable(`${this.options.url} does not answer (${outcome.cause}).`)
      await sleep(pause_ms)
    }
  }

  private async attempt<T>(method: string, url: URL, { body, type, key }: Sent): Promise<Outcome<T>> {
    const { token, timeout_ms = 30_000 } = this.options
    const headers: Record<string, string> = {
      accept: 'application/json', 'accept-language': 'en',
      ...(token ? { authorization: `Bearer ${token}` } : {}), ...(type ? { 'content-type': type } : {}), ...(key ? { 'idempotency-key': key } : {}),
    }
    let response: Response
    let text: string
    try {
      response = await fetch(url, { method, headers, redirect: 'error', signal: AbortSignal.timeout(timeout_ms), ...(body === undefined ? {} : { body }) })
      text = await response.text()
    } catch (error) {
      return { cause: reasonOf(error) }
    }
    if (response.ok) return { body: parsed<T>(text, url) }
    const problem = problemOf(response, text)
    if (!REPEATABLE.has(response.status)) throw new Refused(problem)
    const retryAfter_ms = retryAfterOf(response)
    return { cause: problem.title, refusal: problem, ...(retryAfter_ms === undefined ? {} : { retryAfter_ms }) }
  }
}

interface Sent {
  readonly body?: string
  readonly type?: string
  readonly key?: string
}

type Outcome<T> = { readonly body: T } | { readonly cause: string; readonly refusal?: Problem; readonly retryAfter_ms?: number }

const REPEATABLE = new Set([500, 502, 503, 504])
const MOST_REPEATS_OF_500 = 4

const retryAfterOf = (response: Response): number | undefined => {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}

const parsed = <T>(text: string, url: URL): T => {
  try {
    return JSON.parse(text) as T
  } catch {
    throw new CommandFailed(`${url.origin}${url.pathname} did not answer with JSON: is that a service of Recourse?`)
  }
}

const problemOf = (response: Response, text: string): Problem => {
  try {
    const body = JSON.parse(text) as Problem
    if (typeof body.code === 'string' && typeof body.title === 'string') return { ...body, status: response.status }
  } catch {
    // Something before the service answered.
  }
  return { status: response.status, code: `Http${response.status}`, title: response.statusText || text.slice(0, 200) || 'no explanation' }
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return 'no answer in time'
  const cause = error.cause as NodeJS.ErrnoException | undefined
  return cause?.code ?? cause?.message ?? error.message
}

/** Title, detail and the fields at fault in one line. */
export const describeProblem = ({ code, title, detail, errors = [] }: Problem): string => {
  const fields = errors.map(({ pointer, messages }) => `${pointer}: ${messages.join(', ')}`)
  return [`${title} (${code})`, detail, ...fields].filter(Boolean).join('; ')
}
