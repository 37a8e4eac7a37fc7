import { randomUUID } from 'node:crypto'

export interface Answer<Body = any> {
  readonly status: number
  readonly body: Body
  readonly headers: Headers
}

export interface CommandOptions {
  /** Idempotency-Key; a new one when left out. */
  readonly key?: string
  /** Version for If-Match. */
  readonly version?: number
}

interface Sent {
  readonly headers?: Record<string, string>
  readonly body?: string | FormData
}

/** An answer that is not 2xx, with its problem+json. */
export class HttpProblem extends Error {
  constructor(readonly status: number, readonly body: { readonly code?: string } & Record<string, unknown>, what: string) {
    super(`${what}: ${status} ${JSON.stringify(body)}`)
  }
}

/** One person at the services' doors. `get`, `post` and `upload` answer the body and throw HttpProblem unless it is 2xx. */
export class Client {
  constructor(private readonly urls: Readonly<Record<string, string>>, private readonly token: string | undefined) {}

  async get<Body = any>(service: string, path: string, headers: Record<string, string> = {}): Promise<Body> {
    return bodyOf(await this.send(service, 'GET', path, { headers }), path)
  }

  /** A file, as it was served. */
  async download(service: string, path: string): Promise<Buffer> {
    const response = await this.fetch(service, 'GET', path)
    if (!response.ok) throw new HttpProblem(response.status, { text: await response.text() }, path)
    return Buffer.from(await response.arrayBuffer())
  }

  async post<Body = any>(service: string, path: string, body: unknown = {}, options: CommandOptions = {}): Promise<Body> {
    return bodyOf(await this.command(service, path, body, options), path)
  }

  /** Like `post`, but answers whatever the status. */
  command(service: string, path: string, body: unknown = {}, { key = randomUUID(), version }: CommandOptions = {}): Promise<Answer> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key, ...(version === undefined ? {} : { 'if-match': `"${version}"` }) }
    return this.send(service, 'POST', path, { headers, body: JSON.stringify(body) })
  }

  /** `fields`: other fields of the form, such as bodySite. */
  async upload<Body = any>(path: string, kind: string, content: Uint8Array<ArrayBuffer>, fields: Readonly<Record<string, string>> = {}): Promise<Body> {
    return bodyOf(await this.uploadTo(path, kind, content, fields), path)
  }

  /** Like `upload`, but answers whatever the status. */
  uploadTo(path: string, kind: string, content: Uint8Array<ArrayBuffer>, fields: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const body = new FormData()
    for (const [name, value] of Object.entries({ kind, ...fields })) body.set(name, value)
    body.set('file', new Blob([content], { type: 'image/png' }), `${kind}.png`)
    return this.send('intake', 'POST', path, { headers: { 'idempotency-key': randomUUID() }, body })
  }

  async send(service: string, method: string, path: string, request: Sent = {}): Promise<Answer> {
    const response = await this.fetch(service, method, path, request)
    const text = await response.text()
    return { status: response.status, body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text, headers: response.headers }
  }

  private fetch(service: string, method: string, path: string, { headers = {}, body }: Sent = {}): Promise<Response> {
    const authorization: Record<string, string> = this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }
    return fetch(this.urls[service] + path, { method, headers: { ...authorization, ...headers }, ...(body === undefined ? {} : { body }), signal: AbortSignal.timeout(20_000) })
  }
}

const bodyOf = <Body>(answer: Answer, what: string): Body => {
  if (answer.status < 200 || answer.status > 299) throw new HttpProblem(answer.status, answer.body, what)
  return answer.body as Body
}
