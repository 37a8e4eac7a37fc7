import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { eventually } from '@recourse/test-support'
import { DevelopmentIssuer, type TokenRequest } from './auth/development-issuer.js'
import { Readiness } from './http/readiness.js'
import { createLogger } from './logging.js'
import { closeDatabase, gate, notes, noteStream, openDatabase } from './spec-support.js'
import { startTestService, type TestAnswer, type TestService } from './testing.js'

const lines: string[] = []
const LIMIT = 3
let service: TestService

beforeAll(async () => {
  const logger = createLogger('notes', { LOG_LEVEL: 'debug' }, { write: (line: string) => void lines.push(line) })
  service = await startTestService(notes, { consumers: false, logger, settings: { HTTP_QUEUE_LIMIT: String(LIMIT) } })
})
afterAll(() => service.close())

const agent = () => service.as('agent')
const code = ({ status, body }: TestAnswer): [number, string] => [status, body.code]

describe('a bearer token', () => {
  const lin: TokenRequest = { sub: 'lin', tenant: 'demo', roles: ['agent', 'emperor'] }

  /** A token by the issuer's own key unless `change` says otherwise. */
  const token = async (request: Partial<TokenRequest> = {}, change: { issuer?: string; audience?: string; keyFile?: string } = {}): Promise<string> => {
    const { AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience, AUTH_JWKS_FILE } = service.infrastructure.config
    const folder = dirname(AUTH_JWKS_FILE!)
    const keyFile = join(folder, change.keyFile ?? 'issuer-key.json')
    const signer = await DevelopmentIssuer.open({ issuer, audience, jwksFile: join(folder, 'elsewhere.json'), environment: 'test', ...change, keyFile })
    return signer.sign({ ...lin, ...request })
  }
  const present = (authorization: string) => service.anonymous.get('/whoami', { others: { authorization } })
  const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
  const unsigned = (): string => `${encoded({ alg: 'none' })}.${encoded({ ...lin, iss: 'recourse-spec', aud: 'recourse', exp: 4_000_000_000 })}.`

  it('says who asks; roles that are none count for nothing', async () => {
    expect(await present(`Bearer ${await token()}`)).toMatchObject({ status: 200, body: { tenant: 'demo', actor: { id: 'lin', roles: ['agent'] } } })
  })

  it.each<[string, () => Promise<string> | string, string]>([
    ['missing', () => '', 'TokenMissing'],
    ['of another scheme', () => 'Basic bGluOmxpbg==', 'TokenMissing'],
    ['no token', () => 'Bearer abc', 'TokenInvalid'],
    ['expired', async () => `Bearer ${await token({ validFor_s: -60 })}`, 'TokenInvalid'],
    ['of another issuer', async () => `Bearer ${await token({}, { issuer: 'somebody' })}`, 'TokenInvalid'],
    ['for another audience', async () => `Bearer ${await token({}, { audience: 'somebody' })}`, 'TokenInvalid'],
    ['signed by another key', async () => `Bearer ${await token({}, { keyFile: 'other-key.json' })}`, 'TokenInvalid'],
    ['not signed', () => `Bearer ${unsigned()}`, 'TokenInvalid'],
    ['without tenant', async () => `Bearer ${await token({ tenant: '' })}`, 'TokenInvalid'],
    ['of a tenant that is no name', async () => `Bearer ${await token({ tenant: 'demo.other' })}`, 'TokenInvalid'],
    ['changed', async () => `Bearer ${await token()}x`, 'TokenInvalid'],
  ])('%s is answered 401', async (_, authorization, problem) => {
    const answer = await present(await authorization())
    expect(code(answer)).toEqual([401, problem])
    expect(answer.headers).toMatchObject({ 'www-authenticate': 'Bearer', 'content-type': expect.stringContaining('application/problem+json') })
  })

  it('is made for trials only where nothing is in production', async () => {
    const options = { keyFile: 'k', jwksFile: 'j', issuer: 'i', audience: 'a' }
    await expect(DevelopmentIssuer.open({ ...options, environment: 'production' })).rejects.toThrow('identity provider')
    await expect(DevelopmentIssuer.open({ ...options, environment: undefined })).rejects.toThrow('identity provider')
  })
})

describe('a problem', () => {
  const JSON_TYPE = { others: { 'content-type': 'application/json' } }

  it.each<[string | undefined, 'zh' | 'en']>([
    [undefined, 'en'], ['zh', 'zh'], ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'], ['en-GB,zh;q=0.5', 'en'],
    ['fr,zh-TW;q=0.3', 'zh'], ['fr', 'en'], ['zh;q=0,en', 'en'], ['en;q=0.1,zh;q=0.2', 'zh'], [';;,q', 'en'],
  ])('speaks the language that %p prefers', async (language, expected) => {
    const { body } = await service.anonymous.get('/whoami', language === undefined ? {} : { language })
    expect(body.title).toBe(body.titles[expected === 'zh' ? 'zh-CN' : 'en'])
  })

  it('has a type, a stable code, both titles and a correlation id', async () => {
    const answer = await agent().post('/notes/1', { title: 7, colour: 'red' }, { others: { 'x-correlation-id': 'spec-1' } })
    expect(answer).toMatchObject({
      status: 400,
      body: {
        type: 'urn:recourse:problem:InvalidRequest', status: 400, code: 'InvalidRequest', correlationId: 'spec-1', instance: '/notes/1',
        titles: { en: expect.any(String), 'zh-CN': expect.any(String) }, errors: [{ pointer: '/colour' }, { pointer: '/title' }],
      },
    })
  })

  it.each<[string, () => Promise<TestAnswer>, number, string]>([
    ['an address that is none', () => agent().get('/nothing'), 404, 'NotFound'],
    ['a body that is no JSON', () => agent().post('/notes/1', '{', JSON_TYPE), 400, 'MalformedJson'],
    ['an empty body', () => agent().post('/notes/1', '', JSON_TYPE), 400, 'MalformedJson'],
    ['a body that poisons prototypes', () => agent().post('/notes/1', '{"__proto__":{"x":1}}', JSON_TYPE), 400, 'MalformedJson'],
    ['a body without end', () => agent().post('/notes/1', { title: 'x'.repeat(300_000) }), 413, 'PayloadTooLarge'],
    ['a body nested without end', () => agent().post('/notes/1', `{"title":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, JSON_TYPE), 400, 'InvalidRequest'],
    ['another content type', () => agent().post('/notes/1', 'title: x', { others: { 'content-type': 'text/yaml' } }), 415, 'UnsupportedMediaType'],
    ['our own fault', () => agent().get('/broken'), 500, 'InternalError'],
  ])('tells %s', async (_, send, status, problem) => {
    const answer = await send()
    expect(code(answer)).toEqual([status, problem])
    expect(answer.body.correlationId).toEqual(expect.any(String))
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(JSON.stringify(answer.body)).not.toMatch(/kettle|CANARY/)
  })
})

it('an address that does not take a method says which it takes', async () => {
  const url = await service.listen()
  const answer = await fetch(`${url}/notes/1/?x=1`, { method: 'DELETE' })
  expect([answer.status, answer.headers.get('allow'), answer.headers.get('content-type')]).toEqual([405, 'POST', expect.stringContaining('application/problem+json')])
  expect(await answer.json()).toMatchObject({ code: 'MethodNotAllowed', allowed: ['POST'], instance: '/notes/1/?x=1', correlationId: expect.any(String) })
  expect((await fetch(`${url}/notes`, { method: 'PUT' })).headers.get('allow')).toBe('GET, HEAD')
  for (const path of ['/notes/1/2', '/note', '/']) expect((await fetch(`${url}${path}`, { method: 'DELETE' })).status).toBe(404)
})

describe('a command', () => {
  const metadataOf = async (id: string) => (await service.infrastructure.aggregates.history(noteStream('demo', id)))[0]!.metadata
  const TRACE = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`

  it('carries the caller\'s correlation id and trace into its event', async () => {
    await agent().post('/notes/traced', { title: 'x' }, { others: { 'x-correlation-id': 'order/7:a', traceparent: TRACE } })
    expect(await metadataOf('traced')).toMatchObject({ correlationId: 'order/7:a', traceparent: TRACE, actor: { id: 'agent', role: 'agent' }, tenant: 'demo' })
  })

  it('gets its own when the caller\'s are missing or no such thing', async () => {
    await agent().post('/notes/forged', { title: 'x' }, { others: { 'x-correlation-id': '<script>', traceparent: '00-zz' } })
    expect(await metadataOf('forged')).toMatchObject({
      correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/), traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
    })
  })
})

describe('the log', () => {
  it('holds what happened, and no body, token, address or personal data (MB14)', async () => {
    lines.length = 0
    const token = 'CANARY.CANARY.CANARY'
    await agent().post('/notes/CANARY', { title: 'CANARY', text: 'CANARY 林小满' }, { key: 'CANARY' })
    await agent().post('/notes/1?CANARY=1', { title: 'CANARY', CANARY: 'CANARY' })
    await agent().post('/notes/1', '{"CANARY', { others: { 'content-type': 'application/json' } })
    await service.anonymous.get('/whoami', { others: { authorization: `Bearer ${token}`, cookie: 'CANARY' } })
    await service.anonymous.get('/broken')
    const requests = lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === 'request')
    expect(requests.map(({ method, route, status }) => [method, route, status])).toEqual([
      ['POST', '/notes/:id', 200], ['POST', '/notes/:id', 400], ['POST', '/notes/:id', 400], ['GET', '/whoami', 401], ['GET', '/broken', 500],
    ])
    expect(lines.join('')).toContain('the kettle is off')
    expect(lines.join('')).not.toMatch(/CANARY|林小满|Bearer|postgres:/)
  })
})

describe('too many requests', () => {
  it('are turned away at once, while health still answers, and let in again afterwards', async () => {
    const held = Array.from({ length: LIMIT }, () => service.anonymous.get('/slow'))
    await eventually('all are in hand', async () => gate.waiting === LIMIT)
    const turnedAway = await agent().post('/notes/busy', { title: 'x' }, { language: 'zh', others: { 'x-correlation-id': 'spec-2' } })
    expect(turnedAway).toMatchObject({
      status: 503, body: { code: 'TooManyRequests', title: expect.stringContaining('排队'), correlationId: 'spec-2' }, headers: { 'retry-after': '1' },
    })
    expect((await service.anonymous.get('/health/live')).status).toBe(200)
    expect((await service.anonymous.get('/health/ready')).status).toBe(200)
    expect((await service.anonymous.get('/metrics')).status).toBe(200)
    gate.open()
    expect((await Promise.all(held)).map(({ status }) => status)).toEqual(held.map(() => 200))
    await eventually('there is room again', async () => (await agent().post('/notes/busy', { title: 'x' })).status === 200)
  })
})

describe('health', () => {
  it('is told of each part, and needs no token', async () => {
    expect(await service.anonymous.get('/health/ready')).toMatchObject({ status: 200, body: { ready: true, checks: { database: 'ok', eventStore: 'ok' } } })
  })

  it('is not ready once it is shutting down', async () => {
    const readiness = new Readiness(service.infrastructure)
    readiness.drain()
    expect(await readiness.report()).toEqual({ ready: false, checks: { database: 'ok', eventStore: 'ok', process: 'shutting down' } })
  })

  it('metrics tell routes, never ids', async () => {
    await agent().post('/notes/some-id', { title: 'x' })
    const { body } = await service.anonymous.get('/metrics')
    expect(body).toMatch(/recourse_http_request_duration_seconds_count\{[^}]*method="POST",route="\/notes\/:id",status="200"/)
    expect(body).not.toContain('some-id')
  })

  it('docs describe the doors (MB37)', async () => {
    expect((await service.anonymous.get('/docs/openapi.json')).body).toMatchObject({
      openapi: '3.1.0', info: { title: 'Recourse notes' }, paths: { '/notes/{id}': {}, '/operations/consumers': {} },
    })
    expect((await service.anonymous.get('/docs')).status).toBe(200)
  })
})

describe('without its database', () => {
  it('a service lives, is not ready, asks for repetition, and loses nothing', async () => {
    await closeDatabase(service)
    const key = randomUUID()
    const write = () => agent().post('/notes/outage', { title: 'x' }, { key })
    try {
      const answer = await write()
      expect(answer).toMatchObject({ status: 503, body: { code: 'StoreUnavailable' }, headers: { 'retry-after': '1' } })
      expect(await agent().get('/notes?min_position=1')).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
      expect((await service.anonymous.get('/health/live')).status).toBe(200)
      const ready = await service.anonymous.get('/health/ready')
      expect(ready).toMatchObject({ status: 503, body: { ready: false } })
      expect(ready.body.checks.database).not.toBe('ok')
    } finally {
      await openDatabase(service)
    }
    await eventually('it is ready again', async () => (await service.anonymous.get('/health/ready')).status === 200)
    expect((await write()).body).toMatchObject({ version: 1 })
    expect((await write()).body).toMatchObject({ version: 1, repeated: true })
  })

  it('nothing of the outage is told outside', () => {
    expect(readFileSync(service.infrastructure.config.AUTH_JWKS_FILE!, 'utf8')).not.toContain('"d"')
    expect(lines.join('')).not.toContain(service.infrastructure.config.MASTER_KEY)
  })
})
