import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { GENESIS_HASH } from '@recourse/event-store'
import { refundCaseStream } from '@recourse/refund-case'
import { amount, AuditBench, code, FINDING, NOW } from './spec-support.js'

let bench: AuditBench
let caseId: string

const auditor = () => bench.service.as('auditor')
const as = (...given: Parameters<AuditBench['service']['as']>) => bench.service.as(...given)
const state = (query: string) => auditor().get(`/refund-cases/${caseId}/state?${query}`)

/** A case with personal data in every place that takes some: opened, found upon a minute later, approved a minute after that. */
beforeAll(async () => {
  bench = await AuditBench.open()
  caseId = await bench.caseWith({ personal: { person: 'lin', fields: { narrative: 'CANARY 汤是凉的', contact: { phone: '13800000000' } } } })
  bench.forward(60_000)
  await bench.accepted('agent', caseId, 'contact-attempts', { channel: 'PHONE', outcome: 'REACHED', note: 'CANARY 林小满' })
  await bench.accepted('reviewer', caseId, 'findings', { ...FINDING, note: 'CANARY 林小满' })
  bench.forward(60_000)
  await bench.accepted('reviewer', caseId, 'approval', amount(6_800))
})
afterAll(() => bench.close())

describe('GET /refund-cases/{caseId}/history', () => {
  it('tells every event: who, under which role, why, and the chain', async () => {
    const { status, body } = await auditor().get(`/refund-cases/${caseId}/history`)
    expect(status).toBe(200)
    expect(body.events.map(({ type }: { type: string }) => type)).toEqual([
      'RefundRequested', 'ReviewOpened', 'RiskAssessed', 'AutoReviewed', 'ContactAttempted', 'ReviewFindingRecorded', 'RefundApproved',
    ])
    expect(body.events.map(({ version }: { version: number }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(body.events.map(({ sealed }: { sealed: boolean }) => sealed)).toEqual([true, false, false, false, true, true, false])
    expect(body.events[0]).toMatchObject({
      recordedAt: NOW, actor: { id: 'lin', role: 'customer' }, commandType: 'RequestRefund', prevHash: GENESIS_HASH, data: { orderId: `A-${caseId}` },
    })
    expect(body.events[3]).toMatchObject({ actor: { role: 'service' }, causationId: body.events[1].id, data: { verdict: 'REFER', ruleId: 'person-decides' } })
    expect(body.events[6]).toMatchObject({
      recordedAt: '2026-11-22T08:02:00.000Z', actor: { id: 'reviewer', role: 'reviewer' }, commandType: 'ApproveRefund',
      traceparent: expect.stringMatching(/^00-/),
      correlationId: expect.any(String), hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    for (const [index, event] of body.events.slice(1).entries()) expect(event.prevHash).toBe(body.events[index].hash)
  })

  it('holds no personal data, and neither does any state', async () => {
    const answers = []
    for (const path of ['', '/history', '/state']) answers.push((await auditor().get(`/refund-cases/${caseId}${path}`)).body)
    expect(JSON.stringify(answers)).not.toMatch(/CANARY|林小满|138000/)
    const { rows } = await bench.service.infrastructure.pool.query('SELECT * FROM refund_case')
    expect(JSON.stringify(rows)).not.toMatch(/CANARY|林小满|138000/)
  })

  it('is for those who audit, of their own tenant', async () => {
    expect(code(await as('customer', { id: 'lin' }).get(`/refund-cases/${caseId}/history`))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await as('auditor', { tenant: 'other' }).get(`/refund-cases/${caseId}/history`))).toEqual([404, 'NotFound'])
    expect(code(await auditor().get(`/refund-cases/${randomUUID()}/history`))).toEqual([404, 'NotFound'])
  })

  it('is nothing that an auditor can add to', async () => {
    expect(code(await auditor().post(`/refund-cases/${caseId}/takeover`, { reason: 'x' }))).toEqual([403, 'RoleNotPermitted'])
  })
})

describe('GET /refund-cases/{caseId}/state', () => {
  it('is the case as it was after any event', async () => {
    const phases = []
    for (let version = 1; version <= 7; version += 1) phases.push((await state(`version=${version}`)).body)
    expect(phases.map(({ version, state: { phase } }) => [version, phase])).toEqual([
      [1, 'intake'], [2, 'review'], [3, 'review'], [4, 'review'], [5, 'review'], [6, 'review'], [7, 'payout'],
    ])
    expect([phases[4].state.findings, phases[5].state.findings]).toEqual([{}, { REASON_TRUE: 'CONFIRMED' }])
  })

  it('is the case as it was recorded at any time', async () => {
    expect((await state('as_of=2026-11-22T16:00:00%2B08:00')).body).toMatchObject({ version: 4, recordedAt: NOW, state: { phase: 'review' } })
    expect((await state('as_of=2026-11-22T08:01:59.999Z')).body).toMatchObject({ version: 6, state: { phase: 'review' } })
    expect((await state('as_of=2026-11-22T08:02:00Z')).body).toMatchObject({ version: 7, state: { phase: 'payout' } })
    expect((await state('as_of=2030-01-01T00:00:00Z')).body).toMatchObject({ version: 7 })
  })

  it('without a moment is the state now, the same that everybody sees', async () => {
    const { body } = await auditor().get(`/refund-cases/${caseId}`)
    const { steps: _steps, evidenceRetention: _kept, customerActions: _actions, firstActionAt: _first, version, ...now } = body
    const { queue: _queue, ...stage } = now.stage
    expect((await state('')).body).toEqual({ caseId, version, recordedAt: '2026-11-22T08:02:00.000Z', state: { ...now, stage } })
  })

  it.each<[string, string, number, string]>([
    ['before the first event', 'as_of=2026-11-22T07:59:59.999Z', 404, 'NotFound'],
    ['beyond the last', 'version=8', 404, 'NotFound'],
    ['at version 0', 'version=0', 400, 'InvalidRequest'],
    ['at both', 'version=1&as_of=2026-11-22T08:02:00Z', 400, 'InvalidRequest'],
    ['at a time without zone', 'as_of=2026-11-22T08:02:00', 400, 'InvalidRequest'],
    ['at a day that is none', 'as_of=2026-02-30T08:02:00Z', 400, 'InvalidRequest'],
    ['at half a version', 'version=1.5', 400, 'InvalidRequest'],
  ])('does not exist %s', async (_, query, status, problem) => {
    expect(code(await state(query))).toEqual([status, problem])
  })
})

describe('verification', () => {
  /** What somebody with all rights on the database can do: switch the triggers off, edit, switch them on again. */
  const tamper = async (sql: string, values: unknown[]): Promise<void> => {
    const client = await bench.service.infrastructure.pool.connect()
    await client.query('ALTER TABLE event DISABLE TRIGGER ALL')
    await client.query(sql, values)
    await client.query('ALTER TABLE event ENABLE ALWAYS TRIGGER event_append_only')
    client.release()
  }

  it('proves that nothing was changed', async () => {
    expect((await auditor().get(`/refund-cases/${caseId}/verify`)).body).toEqual({ streams: 1, events: 7, ok: true })
    const all = (await auditor().get('/verify')).body
    expect(all).toMatchObject({ streams: 5, ok: true })
    expect((await as('auditor', { tenant: 'nobody' }).get('/verify')).body).toEqual({ streams: 0, events: 0, ok: true })
  })

  it('is for those who audit, of their own tenant', async () => {
    expect(code(await as('reviewer').get('/verify'))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await as('auditor', { tenant: 'other' }).get(`/refund-cases/${caseId}/verify`))).toEqual([404, 'NotFound'])
  })

  it('names the first bad event', async () => {
    const stream = refundCaseStream('demo', caseId)
    await tamper(`UPDATE event SET body = replace(body, '6800', '9800') WHERE stream = $1 AND version = 7`, [stream])
    const firstBad = { stream, version: 7, position: expect.any(String), reason: 'its hash does not fit its body' }
    expect((await auditor().get(`/refund-cases/${caseId}/verify`)).body).toEqual({ streams: 1, events: 7, ok: false, firstBad })
    expect((await auditor().get('/verify')).body).toMatchObject({ ok: false, firstBad })
    await tamper('DELETE FROM event WHERE stream = $1 AND version = 3', [stream])
    expect((await auditor().get('/verify')).body).toMatchObject({ ok: false, firstBad: { stream, version: 4, reason: 'it follows version 2' } })
  })
})
