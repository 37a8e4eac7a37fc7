import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { AuditBench, code } from './spec-support.js'

let bench: AuditBench
beforeAll(async () => {
  bench = await AuditBench.open()
})
afterAll(() => bench.close())

const flag = (caseId: string, body: object, role: 'agent' | 'reviewer' | 'doctor' | 'supervisor' | 'customer' | 'auditor' = 'agent') =>
  bench.service.as(role, role === 'customer' ? { id: 'lin' } : {}).post(`/refund-cases/${caseId}/mood`, body)

describe('the mood of the customer (MB46)', () => {
  it('is flagged by staff, and seen by staff in the case and in the queue', async () => {
    const caseId = await bench.caseWith()
    for (const role of ['agent', 'reviewer', 'doctor', 'supervisor'] as const) expect((await flag(caseId, { mood: 'WORRIED', note: '声音发抖' }, role)).status).toBe(200)
    const answer = await flag(caseId, { mood: 'ANGRY' })
    const { body } = await bench.service.as('reviewer').get(`/review-queue?min_position=${answer.body.position}`)
    expect(body.items.find((item: { caseId: string }) => item.caseId === caseId)).toMatchObject({ mood: 'ANGRY' })
    expect((await bench.service.as('reviewer').get(`/refund-cases/${caseId}`)).body).toMatchObject({ mood: 'ANGRY' })
    const history = (await bench.service.as('auditor').get(`/refund-cases/${caseId}/history`)).body
    expect(JSON.stringify(history)).not.toContain('发抖')
  })

  it('is not told to the customer', async () => {
    const caseId = await bench.caseWith()
    await flag(caseId, { mood: 'ANGRY' })
    expect(JSON.stringify((await bench.service.as('customer', { id: 'lin' }).get(`/refund-cases/${caseId}`)).body)).not.toMatch(/mood|ANGRY/)
  })

  it('is refused to whoever is no staff of the case, and when it is none', async () => {
    const caseId = await bench.caseWith()
    expect(code(await flag(caseId, { mood: 'CALM' }, 'customer'))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await flag(caseId, { mood: 'CALM' }, 'auditor'))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await flag(randomUUID(), { mood: 'CALM' }))).toEqual([404, 'UnknownCase'])
    for (const body of [{ mood: 'FURIOUS' }, {}, { mood: 'CALM', note: '' }, { mood: 'CALM', colour: 'red' }]) expect(code(await flag(caseId, body))).toEqual([400, 'InvalidRequest'])
  })
})

describe('how long evidence is kept (MC17)', () => {
  it('stands in the case, for staff and customer: three years from closing', async () => {
    const caseId = await bench.refusedCase()
    for (const reader of [bench.service.as('customer', { id: 'lin' }), bench.service.as('auditor')]) {
      expect((await reader.get(`/refund-cases/${caseId}`)).body).toMatchObject({ evidenceRetention: { kept: 'UNTIL', until: '2029-11-22T08:00:00.000Z' } })
    }
  })
})
