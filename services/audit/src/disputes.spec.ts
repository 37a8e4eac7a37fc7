import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { refundCaseStream } from '@recourse/refund-case'
import { AuditBench, code, decider } from './spec-support.js'

let bench: AuditBench
beforeAll(async () => {
  bench = await AuditBench.open()
})
afterAll(() => bench.close())

const as = (...given: Parameters<AuditBench['service']['as']>) => bench.service.as(...given)
const path = (caseId: string, command: string) => `/refund-cases/${caseId}/${command}`
const DISPUTE = { body: 'CONSUMER_ASSOCIATION', reference: '2026-0017' }
const NARRATIVE = '餐品少了一份'
const erase = (person: string, role: 'supervisor' | 'admin' = 'admin') => as(role).post(`/persons/${person}/erasure`)

/** A case of a customer of its own, with something personal in it. */
const caseOf = (customer: string): Promise<string> =>
  bench.caseWith({ openedBy: { id: customer, roles: ['customer'] }, customer, personal: { person: customer, fields: { narrative: NARRATIVE } } })
const withdraw = (caseId: string, customer: string) =>
  bench.service.given(decider, refundCaseStream('demo', caseId), { type: 'WithdrawRefund' }, { id: customer, roles: ['customer'] })
const narrativeOf = async (caseId: string): Promise<unknown> => {
  const { aggregates, codec } = bench.service.infrastructure
  const [request] = await aggregates.history(refundCaseStream('demo', caseId))
  return (await codec.open(request!))?.narrative
}

describe('a dispute outside (MC19)', () => {
  it('places a hold on the case, once, and is told of it', async () => {
    const caseId = await bench.refusedCase()
    await bench.accepted('agent', caseId, 'external-dispute', DISPUTE)
    expect((await as('agent').post(path(caseId, 'external-dispute'), DISPUTE)).body).toMatchObject({ repeated: true })
    expect((await as('auditor').get(`/refund-cases/${caseId}`)).body).toMatchObject({ legalHold: true, disputes: [DISPUTE] })
    expect((await bench.typesOf(caseId)).slice(-2)).toEqual(['ExternalDisputeOpened', 'LegalHoldPlaced'])
  })

  it('keeps the person from being erased until a supervisor ends the hold', async () => {
    const caseId = await caseOf('held')
    await withdraw(caseId, 'held')
    await bench.accepted('supervisor', caseId, 'external-dispute', DISPUTE)
    expect(await erase('held')).toMatchObject({ status: 409, body: { code: 'LegalHoldStands', caseId } })
    expect(await narrativeOf(caseId)).toBe(NARRATIVE)
    expect(code(await as('agent').post(path(caseId, 'legal-hold-release'), { reason: 'OVER' }))).toEqual([403, 'RoleNotPermitted'])
    await bench.accepted('supervisor', caseId, 'legal-hold-release', { reason: 'OVER' })
    expect(code(await as('supervisor').post(path(caseId, 'legal-hold-release'), { reason: 'OVER' }))).toEqual([409, 'NoLegalHold'])
    expect((await erase('held')).status).toBe(200)
  })

  it.each(['external-dispute', 'legal-hold-release'])('%s knows its roles, its cases and its keys', async (command) => {
    const caseId = await bench.caseWith()
    const body = command === 'external-dispute' ? DISPUTE : { reason: 'OVER' }
    expect(code(await as('customer', { id: 'lin' }).post(path(caseId, command), body))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await as('supervisor').post(path(randomUUID(), command), body))).toEqual([404, 'UnknownCase'])
    expect(code(await as('supervisor', { tenant: 'other' }).post(path(caseId, command), body))).toEqual([404, 'UnknownCase'])
    expect(code(await as('supervisor').post(path(caseId, command), body, { key: null }))).toEqual([400, 'IdempotencyKeyMissing'])
    expect(code(await as('supervisor').post(path(caseId, command), { ...body, colour: 'red' }))).toEqual([400, 'InvalidRequest'])
  })
})

describe('erasing a person', () => {
  it('waits for their open cases, and then takes what is personal from all of them for ever', async () => {
    const [closed, open] = [await caseOf('su'), await caseOf('su')]
    await withdraw(closed, 'su')
    expect(await erase('su')).toMatchObject({ status: 409, body: { code: 'CaseStillOpen', caseId: open, phase: 'review' } })
    expect(await bench.typesOf(closed)).not.toContain('CustomerErased')
    await withdraw(open, 'su')
    expect(await erase('su', 'supervisor')).toMatchObject({ status: 200, body: { personId: 'su', cases: 2 } })
    expect((await erase('su')).body).toEqual({ personId: 'su', cases: 2 })
    for (const caseId of [closed, open]) {
      expect((await bench.typesOf(caseId)).filter((type) => type === 'CustomerErased')).toHaveLength(1)
      expect(await narrativeOf(caseId)).toBeUndefined()
      expect((await as('auditor').get(`/refund-cases/${caseId}/verify`)).body).toMatchObject({ ok: true })
    }
  })

  it('is for admins and supervisors, of people that are known', async () => {
    expect(code(await as('agent').post('/persons/su/erasure'))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await erase('nobody-at-all'))).toEqual([404, 'NotFound'])
    expect(code(await erase('a'.repeat(129)))).toEqual([400, 'InvalidRequest'])
    expect(code(await erase('%00'))).toEqual([400, 'InvalidRequest'])
    expect(code(await as('admin').post('/persons/su/erasure', undefined, { key: null }))).toEqual([400, 'IdempotencyKeyMissing'])
    expect(code(await as('admin', { tenant: 'other' }).post('/persons/su/erasure'))).toEqual([404, 'NotFound'])
  })
})
