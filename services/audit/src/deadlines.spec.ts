import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { amount, AuditBench, code, HOUR_ms, LIN } from './spec-support.js'

let bench: AuditBench
beforeAll(async () => {
  bench = await AuditBench.open()
})
afterAll(() => bench.close())

const as = (...given: Parameters<AuditBench['service']['as']>) => bench.service.as(...given)
const lin = () => as('customer', { id: LIN.id })

describe('GET /refund-cases/{caseId}/deadlines and GET /deadlines/{id}/explain (LS13)', () => {
  let caseId: string
  beforeAll(async () => {
    bench.clock.instant = '2026-11-20T08:00:00.000Z'
    caseId = await bench.caseWith({ pack: 'membership', reason: 'PERSONAL' })
    bench.forward(50 * HOUR_ms)
    await bench.accepted('reviewer', caseId, 'evidence-requests', { kinds: ['chat'] })
    bench.forward(48 * HOUR_ms)
  })

  it('list every stage with role, clause and due time', async () => {
    const { status, body } = await as('reviewer').get(`/refund-cases/${caseId}/deadlines`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      caseId,
      deadlines: [
        { id: `${caseId}.intake`, stage: 'intake', leftAt: '2026-11-20T08:00:00.000Z' },
        {
          id: `${caseId}.review`, stage: 'review', role: 'reviewer', dueAt: '2026-11-25T15:59:59.999Z', waitingForCustomer: { since: '2026-11-22T10:00:00.000Z' },
        },
      ],
    })
  })

  it('explain every day that was counted, skipped and paused', async () => {
    const { body } = await as('auditor').get(`/deadlines/${caseId}.review/explain`)
    expect(body).toMatchObject({
      rule: { workingDays: 3 }, role: 'reviewer', agrees: true, provisional: false, calendarVersion: expect.stringMatching(/^cn-2026@/),
      clauseText: { citations: expect.any(Array) },
    })
    expect(body.counted.days.map(({ day, kind, n }: { day: string; kind: string; n?: number }) => [day.slice(5), kind, n ?? 0])).toEqual([
      ['11-20', 'start', 0], ['11-21', 'weekend', 0], ['11-22', 'weekend', 0],
      ['11-23', 'paused', 0], ['11-24', 'counted', 1], ['11-25', 'counted', 2], ['11-26', 'counted', 3],
    ])
  })

  it('are for the customer of the case, and for no other', async () => {
    expect((await lin().get(`/deadlines/${caseId}.review/explain`)).status).toBe(200)
    expect((await lin().get(`/refund-cases/${caseId}/deadlines`)).status).toBe(200)
    expect(code(await as('customer', { id: 'mallory' }).get(`/deadlines/${caseId}.review/explain`))).toEqual([404, 'NotFound'])
    expect(code(await as('auditor', { tenant: 'other' }).get(`/refund-cases/${caseId}/deadlines`))).toEqual([404, 'NotFound'])
    expect(code(await as('importer').get(`/refund-cases/${caseId}/deadlines`))).toEqual([403, 'RoleNotPermitted'])
  })

  const UNKNOWN = [() => `${caseId}.payout`, () => `${caseId}.lunch`, () => 'lunch', () => `${randomUUID()}.review`, () => caseId]
  it.each(UNKNOWN)('are not found under another id', async (id) => {
    expect(code(await as('auditor').get(`/deadlines/${id()}/explain`))).toEqual([404, 'NotFound'])
  })
})

describe('a legal opinion (MB43)', () => {
  const ask = (caseId: string) => as('reviewer').post(`/refund-cases/${caseId}/legal-opinion-requests`, { question: 'CANARY 汤凉了算质量问题吗' })
  const answer = (caseId: string, body: object = { finding: 'OWED', opinion: 'CANARY 算' }) =>
    as('supervisor').post(`/refund-cases/${caseId}/legal-opinions`, body)

  it('blocks the decision until it is there, and stays sealed', async () => {
    const caseId = await bench.reviewedCase()
    expect(await ask(caseId)).toMatchObject({ status: 200, body: { id: caseId } })
    expect(code(await as('reviewer').post(`/refund-cases/${caseId}/approval`, amount(6_800)))).toEqual([409, 'LegalOpinionOutstanding'])
    expect(code(await ask(caseId))).toEqual([409, 'LegalOpinionOutstanding'])
    expect(await answer(caseId)).toMatchObject({ status: 200 })
    expect(code(await answer(caseId))).toEqual([409, 'LegalOpinionNotRequested'])
    await bench.accepted('reviewer', caseId, 'approval', amount(6_800))
    expect(JSON.stringify((await as('auditor').get(`/refund-cases/${caseId}/history`)).body)).not.toContain('CANARY')
  })

  it('is asked for by those who decide, in words', async () => {
    const caseId = await bench.reviewedCase()
    expect(code(await as('customer', { id: LIN.id }).post(`/refund-cases/${caseId}/legal-opinion-requests`, { question: 'x' }))).toEqual([
      403, 'RoleNotPermitted',
    ])
    expect(code(await as('reviewer').post(`/refund-cases/${caseId}/legal-opinion-requests`, {}))).toEqual([400, 'InvalidRequest'])
    expect(code(await answer(caseId, { finding: 'PERHAPS' }))).toEqual([400, 'InvalidRequest'])
    expect(code(await ask(randomUUID()))).toEqual([404, 'UnknownCase'])
  })
})
