import { afterEach, describe, expect, it } from '@jest/globals'
import { Refused, ServiceClient, Unreachable } from './client.js'
import { fixtureServer, type FixtureAnswer, type FixtureServer } from './testing.js'

describe('client', () => {
  let server: FixtureServer | undefined

  afterEach(async () => {
    await server?.close()
    server = undefined
  })

  const answering = async (...answers: FixtureAnswer[]): Promise<ServiceClient> => {
    server = await fixtureServer(() => answers.shift() ?? { body: { done: true } })
    return new ServiceClient({ url: server.url, token: 'secret', patience_ms: 5_000, timeout_ms: 200 })
  }

  const keys = (): unknown[] => server!.seen.map(({ headers }) => headers['idempotency-key'])

  it.each<[string, FixtureAnswer]>([
    ['a broken connection', 'cut'],
    ['a service that is busy', { status: 503, headers: { 'retry-after': '0' }, body: { code: 'TooManyRequests', title: 'Too many' } }],
    ['a proxy before a service that restarts', { status: 502 }],
    ['a service that failed', { status: 500, body: { code: 'InternalError', title: 'Something went wrong' } }],
  ])('repeats after %s with the same Idempotency-Key and body', async (_, failure) => {
    const client = await answering(failure, failure)
    expect(await client.post('/refund-cases', { amount_minor: 1 }, 'C1/O1')).toEqual({ done: true })
    expect(keys()).toEqual(['C1/O1', 'C1/O1', 'C1/O1'])
    expect(new Set(server!.seen.map(({ text }) => text))).toEqual(new Set(['{"amount_minor":1}']))
    expect(server!.seen[0]!.headers).toMatchObject({ authorization: 'Bearer secret', 'content-type': 'application/json' })
  })

  it('waits as long as Retry-After says', async () => {
    const client = await answering({ status: 503, headers: { 'retry-after': '1' } })
    const began = Date.now()
    await client.get('/orders')
    expect(Date.now() - began).toBeGreaterThanOrEqual(990)
  })

  it('finds a service that starts late', async () => {
    const early = await fixtureServer(() => ({ body: {} }))
    await early.close()
    await expect(new ServiceClient({ url: early.url, token: undefined, patience_ms: 300 }).get('/packs')).rejects.toThrow(Unreachable)
  })

  it('gives up on a failure that does not pass', async () => {
    const failure = { status: 500, body: { code: 'InternalError', title: 'Something went wrong' } }
    const client = await answering(...Array.from({ length: 10 }, () => failure))
    await expect(client.get('/packs')).rejects.toThrow('Something went wrong (InternalError)')
    expect(server!.seen).toHaveLength(5)
  })

  it('does not repeat what was refused, and says which field is wrong', async () => {
    const errors = [{ pointer: '/amount_minor', messages: ['must be positive'] }]
    const client = await answering({ status: 400, body: { code: 'InvalidRequest', title: 'Not well formed', errors } })
    const refusal = await client.post('/refund-cases', {}, 'key').catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Refused)
    expect((refusal as Refused).message).toBe('Not well formed (InvalidRequest); /amount_minor: must be positive')
    expect(server!.seen).toHaveLength(1)
  })

  it('sends lines as NDJSON', async () => {
    const client = await answering()
    await client.postLines('/orders/batch', ['{"a":1}', '{"b":2}'], 'key')
    expect(server!.seen[0]).toMatchObject({ text: '{"a":1}\n{"b":2}', headers: { 'content-type': 'application/x-ndjson' } })
  })
})
