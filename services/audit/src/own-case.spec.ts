import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { AuditBench, code, type WantedCase } from './spec-support.js'

const OWN: WantedCase = { customer: 'supervisor', openedBy: { id: 'supervisor', roles: ['customer'] } }

let bench: AuditBench
beforeAll(async () => {
  bench = await AuditBench.open()
})
afterAll(() => bench.close())

describe('whoever works here and gets the money', () => {
  it('reads the case as its customer, without the work of colleagues', async () => {
    const caseId = await bench.reviewedCase(OWN)
    const own = (await bench.service.as('supervisor').get(`/refund-cases/${caseId}`)).body
    expect(own).toMatchObject({ caseId, customer: 'supervisor' })
    for (const field of ['findings', 'assignee', 'risk', 'reviewers', 'mood']) expect(own).not.toHaveProperty(field)
    const others = (await bench.service.as('supervisor', { id: 'chen' }).get(`/refund-cases/${caseId}`)).body
    expect(others).toHaveProperty('findings')
  })

  it.each(['history', 'state'])('does not read its %s', async (view) => {
    const caseId = await bench.reviewedCase(OWN)
    expect(code(await bench.service.as('supervisor').get(`/refund-cases/${caseId}/${view}`))).toEqual([403, 'RoleNotPermitted'])
    expect((await bench.service.as('supervisor', { id: 'chen' }).get(`/refund-cases/${caseId}/${view}`)).status).toBe(200)
  })
})
