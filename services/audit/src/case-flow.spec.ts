import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { amount, AuditBench, code, HOUR_ms, NOW } from './spec-support.js'

let bench: AuditBench

beforeAll(async () => {
  bench = await AuditBench.open()
})

afterAll(() => bench.close())

describe('GET /refund-cases/{id}/flow (LS4)', () => {
  it('shows the way a case took, and the time used against the time allowed', async () => {
    const caseId = await bench.reviewedCase()
    bench.forward(2 * HOUR_ms)
    await bench.accepted('reviewer', caseId, 'approval', amount(6_800))
    bench.forward(HOUR_ms)
    const { status, body } = await bench.service.as('auditor').get(`/refund-cases/${caseId}/flow`)
    expect(status).toBe(200)
    expect(body.path).toMatchObject({ current: 'payout', overdue: false })
    expect(body.path.edges.map(({ edge }: { edge: string }) => edge)).toEqual(['start:RefundRequested', 'intake:ReviewOpened', 'review:RefundApproved'])
    expect(body.path.nodes).toEqual(['start', 'intake', 'review', 'payout'])
    const [, review, payout] = body.path.visits
    expect(review).toMatchObject({ stage: 'review', enteredAt: NOW, used_ms: 2 * HOUR_ms, allowed_ms: 12 * HOUR_ms, overdue: false })
    expect(payout).toMatchObject({ stage: 'payout', used_ms: HOUR_ms, allowed_ms: 24 * HOUR_ms })
    expect(payout).not.toHaveProperty('leftAt')
    for (const [format, part] of [['svg', '2 h of 12 h'], ['mermaid', '2 h of 12 h'], ['bpmn', '2 h of 12 h']]) {
      expect((await bench.service.as('auditor').get(`/refund-cases/${caseId}/flow?format=${format}`)).bytes.toString('utf8')).toContain(part)
    }
  })

  it('is there for the customer of the case, and for no other', async () => {
    const caseId = await bench.caseWith()
    expect((await bench.service.as('customer', { id: 'lin' }).get(`/refund-cases/${caseId}/flow?format=svg&language=zh-CN`)).body).toContain('审核')
    expect(code(await bench.service.as('customer', { id: 'mallory' }).get(`/refund-cases/${caseId}/flow`))).toEqual([404, 'NotFound'])
    expect(code(await bench.service.as('auditor', { tenant: 'other' }).get(`/refund-cases/${caseId}/flow`))).toEqual([404, 'NotFound'])
    expect(code(await bench.service.anonymous.get(`/refund-cases/${caseId}/flow`))).toEqual([401, 'TokenMissing'])
    expect(code(await bench.service.as('auditor').get(`/refund-cases/${caseId}/flow`, { others: { accept: 'application/pdf' } }))).toEqual([406, 'NotAcceptable'])
  })

  it('tells its customer nothing of the advice that staff take', async () => {
    const caseId = await bench.caseWith()
    await bench.accepted('reviewer', caseId, 'legal-opinion-requests', { question: 'Is it owed?' })
    const nodesFor = async (role: 'customer' | 'supervisor', id: string) => (await bench.service.as(role, { id }).get(`/refund-cases/${caseId}/flow`)).body.path.nodes
    expect(await nodesFor('supervisor', 'chen')).toContain('legal-opinion')
    expect(await nodesFor('customer', 'lin')).not.toContain('legal-opinion')
  })

  it('says what is late', async () => {
    const caseId = await bench.caseWith()
    bench.forward(13 * HOUR_ms)
    const { body } = await bench.service.as('supervisor').get(`/refund-cases/${caseId}/flow`)
    expect(body.path).toMatchObject({ current: 'review', overdue: true })
    expect(body.path.visits.at(-1)).toMatchObject({ stage: 'review', overdue: true, used_ms: 13 * HOUR_ms })
  })
})
