import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { EventStoreDbDouble, ServerLog } from '@recourse/event-store/eventstoredb/double'
import { caseOf, eventsOf, hoursAgo, inPhase, recordOrder, requestRefund, waitingForPerson } from '@recourse/test-support/cases'
import { natsMessages } from '@recourse/test-support/nats-messages'
import { useSystem } from '@recourse/test-support/system'

const serverUrl = process.env.EVENTSTORE_URL
const server = serverUrl ? 'the server at EVENTSTORE_URL' : 'the double of its protocol'
/** Its own in every run, so that a server may hold what other runs, other installations and other products wrote. */
const prefix = `e2e_${randomUUID().slice(0, 8)}`
/** Beyond the window in which the retail pack approves by itself. */
const LONG_AGO = hoursAgo(500 * 24)

describe(`the whole system on EventStoreDB, against ${server}`, () => {
  const double = serverUrl ? undefined : new EventStoreDbDouble(new ServerLog(1))
  let caseId: string

  beforeAll(async () => {
    await double?.start()
    double?.log.writeSystemEvents(100_000)
    await double?.log.append('refundCase-demo.of-another-installation', 'any', [
      { id: randomUUID(), type: 'SomethingElse', contentType: 'application/json', data: Buffer.from('{}'), customMetadata: new Uint8Array() },
    ])
  })

  // The double has its port only once it has started.
  const used = useSystem({ environment: { EVENT_STORE: 'eventstoredb', EVENTSTORE_PREFIX: prefix, get EVENTSTORE_URL() { return serverUrl ?? double!.connectionString } } })

  afterAll(() => double?.stop())

  it('a case goes from request to closed, over a crash of every service in the middle', used.test(async () => {
    const { system } = used
    const orderId = await recordOrder(system, { paid_minor: 5_000, currency: 'GBP', placedAt: LONG_AGO })
    caseId = (await requestRefund(system, { orderId, pack: 'retail', reason: 'CANCELLED', amount_minor: 1_250, currency: 'GBP' })).caseId
    await waitingForPerson(system, caseId)
    for (const service of ['intake', 'audit', 'payout', 'relay']) {
      await system.kill(service)
      await system.ready(service)
    }
    await system.as('supervisor').post('audit', `/refund-cases/${caseId}/approval`, { amount_minor: 1_250, currency: 'GBP' })
    await inPhase(system, caseId, 'closed')
    await system.settled()
    expect(await caseOf(system, caseId)).toMatchObject({ phase: 'closed', outcome: 'paid' })
    expect(await system.as('service').get('intake', `/orders/${orderId}`)).toMatchObject({ refunded_minor: 1_250, reserved_minor: 0, rest_minor: 3_750 })
  }), 90_000)

  it('Postgres holds views only, at positions of EventStoreDB', used.test(async () => {
    const { system } = used
    const { rows } = await system.pool.query<{ position: string }>('SELECT position FROM consumer_checkpoint WHERE live')
    expect(rows.length).toBeGreaterThan(0)
    for (const { position } of rows) expect(position).toMatch(/^\d{20}\/\d{20}$/)
    expect((await system.pool.query('SELECT FROM event')).rowCount).toBe(0)
  }))

  it('NATS carries every event of the case once', used.test(async () => {
    const { system } = used
    const events = await eventsOf(system, caseId)
    const messages = (await natsMessages(system.natsUrl)).filter((message) => message.includes(`ce-subject: refundCase-demo.${caseId}\n`))
    expect(messages.length).toBe(events.length)
  }))

  it('the hash chain verifies', used.test(async () => {
    const { system } = used
    expect(await system.as('auditor').get('audit', `/refund-cases/${caseId}/verify`)).toMatchObject({ ok: true })
    expect(await system.as('auditor').get('audit', '/verify')).toMatchObject({ ok: true })
  }))

  it('a rebuilt view equals the old one', used.test(async () => {
    const { system } = used
    const { code, stdout } = await system.recourse('projection', 'rebuild', 'refund_case', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ status: 'switched', comparison: { equal: true } })
  }))
})
