import { get, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startTestService, TestClock, type TestService } from '@recourse/platform/testing'
import { eventually } from '@recourse/test-support'
import { analytics } from './definition.js'
import { NARRATIVE, Shop } from './spec-support.js'

interface Published {
  readonly position: string
  readonly id: string
  readonly type: string
  readonly stream: string
  readonly version: number
  readonly sealed: boolean
}

const clock = new TestClock('2026-03-02T02:00:00.000Z')
let service: TestService
let shop: Shop
let neighbour: Shop

beforeAll(async () => {
  service = await startTestService(analytics, { clock })
  shop = new Shop(service, clock, 'demo')
  neighbour = new Shop(service, clock, 'other')
  await shop.order('A', '2010-12-01T00:00:00.000Z', 2_000)
  await neighbour.order('A', '2010-12-01T00:00:00.000Z', 9_999)
  await shop.refunded('A', '2010-12-02T00:00:00.000Z', 1_000)
  await neighbour.refunded('A', '2010-12-02T00:00:00.000Z', 9_999)
})
afterAll(() => service.close())

const COURSE = ['RefundRequested', 'ReviewOpened', 'AutoReviewed', 'RefundApproved', 'PayoutRequested', 'PayoutConfirmed', 'RefundCaseClosed']
const TYPES = ['recourse.order.order_recorded.v1', ...COURSE.map((type) => `recourse.refund_case.${type.replace(/(?<=[a-z])[A-Z]/g, '_$&').toLowerCase()}.v1`)]

const page = async (query = '', tenant = 'demo') => (await service.as('auditor', { tenant }).get(`/events${query}`)).body as { items: Published[]; next: string | null }

describe('GET /events', () => {
  it('answers the tenant\'s own events in order, in the words of CloudEvents, without personal data', async () => {
    const { items, next } = await page()
    expect(items.map(({ type }) => type)).toEqual(TYPES)
    expect(items.map(({ version }) => version)).toEqual([1, 1, 2, 3, 4, 5, 6, 7])
    expect(items[0]).toEqual({
      position: expect.stringMatching(/./), id: expect.stringMatching(/^[0-9a-f-]{36}$/), source: '/recourse/demo/order', type: TYPES[0],
      subject: items[0]!.stream, time: clock.instant, stream: expect.stringMatching(/^order-demo\./), version: 1,
      data: expect.objectContaining({ orderId: 'A', paid: { minor: 2_000, currency: 'GBP' } }), sealed: false,
      metadata: expect.objectContaining({ actor: { id: 'spec', role: 'service' }, correlationId: 'spec', commandType: 'RecordOrder' }),
      prevHash: '0'.repeat(64), hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(items.map(({ sealed }) => sealed)).toEqual([false, true, false, false, false, false, false, false])
    expect(JSON.stringify(items)).not.toMatch(new RegExp(`${NARRATIVE}|ciphertext|nonce`))
    expect(next).toBe(neighbour.position)
  })

  it('is paged', async () => {
    const first = await page('?limit=3')
    const second = await page(`?limit=200&after=${first.next}`)
    expect([...first.items, ...second.items].map(({ type }) => type)).toEqual(TYPES)
    expect(first.next).toBe(first.items.at(-1)!.position)
  })

  it('moves on past events of others, and stays at the end', async () => {
    expect(await page('', 'stranger')).toEqual({ items: [], next: neighbour.position })
    expect(await page(`?after=${neighbour.position}`)).toEqual({ items: [], next: neighbour.position })
  })

  it('can be asked for some types', async () => {
    expect((await page('?types=OrderRecorded,RefundApproved')).items.map(({ type }) => type)).toEqual([TYPES[0], TYPES[4]])
  })

  it('tells what is wrong with a request', async () => {
    const auditor = service.as('auditor')
    for (const query of ['after=yesterday', 'after=99999999999999999999999', 'limit=0', 'limit=201', 'types=x;y', 'since=1']) {
      expect((await auditor.get(`/events?${query}`)).body).toMatchObject({ status: 400, code: 'InvalidRequest' })
    }
    expect((await auditor.get('/events/stream?after=yesterday')).body).toMatchObject({ status: 400, code: 'InvalidRequest' })
    for (const path of ['/events', '/events/stream']) expect((await service.as('reviewer').get(path)).body).toMatchObject({ status: 403, code: 'RoleNotPermitted' })
  })
})

describe('GET /docs/openapi.json', () => {
  it('describes every address of the service', async () => {
    const { body } = await service.anonymous.get('/docs/openapi.json')
    const paths = ['/measures/monthly', '/measures/summary', '/measures/cost-benefit', '/events', '/events/stream']
    expect(Object.keys((body as { paths: object }).paths)).toEqual(expect.arrayContaining(paths))
  })
})

describe('GET /events/stream', () => {
  let url: string

  beforeAll(async () => {
    url = await service.listen()
  })

  it('tells what was recorded, then what is being recorded, and resumes after Last-Event-ID', async () => {
    const all = (await page()).items
    const consumer = await Consumer.follow(`${url}/events/stream`)
    await consumer.until(({ events }) => events.length === TYPES.length)
    expect(consumer.events).toEqual(all)
    await consumer.until(({ lastEventId }) => lastEventId === neighbour.position)

    await shop.order('B', '2010-12-03T00:00:00.000Z', 100)
    await consumer.until(({ events }) => events.length === TYPES.length + 1)
    expect(consumer.lastEventId).toBe(shop.position)
    consumer.leave()

    const later = await Consumer.follow(`${url}/events/stream?types=OrderRecorded`, { lastEventId: all[2]!.position })
    await later.until(({ events }) => events.length === 1)
    expect(later.events).toMatchObject([{ position: shop.position }])
    later.leave()
  })

  it('ends cleanly when the service stops', async () => {
    const stopping = await startTestService(analytics)
    const consumer = await Consumer.follow(`${await stopping.listen()}/events/stream`, { of: stopping })
    await stopping.close()
    await consumer.until(({ ended }) => ended)
  })
})

/** An EventSource with a token. */
class Consumer {
  readonly events: Published[] = []
  lastEventId = ''
  ended = false
  private rest = ''

  private constructor(private readonly response: IncomingMessage) {
    response.setEncoding('utf8')
    response.on('data', (text: string) => this.take(text))
    response.on('end', () => (this.ended = true))
  }

  static async follow(url: string, { lastEventId, of = service }: { lastEventId?: string; of?: TestService } = {}): Promise<Consumer> {
    const headers = { authorization: await of.credentials('service'), ...(lastEventId ? { 'last-event-id': lastEventId } : {}) }
    const response = await new Promise<IncomingMessage>((resolve, reject) => get(url, { headers }, resolve).on('error', reject))
    expect(response.headers['content-type']).toMatch('text/event-stream')
    return new Consumer(response)
  }

  until(condition: (consumer: Consumer) => boolean): Promise<unknown> {
    return eventually(condition.toString(), async () => condition(this))
  }

  leave(): void {
    this.response.destroy()
  }

  private take(text: string): void {
    const blocks = (this.rest + text).split('\n\n')
    this.rest = blocks.pop()!
    for (const block of blocks) {
      for (const line of block.split('\n')) {
        if (line.startsWith('id: ')) this.lastEventId = line.slice(4)
        if (line.startsWith('data: ')) this.events.push(JSON.parse(line.slice(6)) as Published)
      }
    }
  }
}
