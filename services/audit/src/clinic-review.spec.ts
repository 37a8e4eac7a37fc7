import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addMilliseconds, money } from '@recourse/kernel'
import { orderDecider, orderStream } from '@recourse/order'
import { refundCaseStream, type BodySite } from '@recourse/refund-case'
import { AuditBench, code, decider, HOUR_ms, REACHED } from './spec-support.js'

let bench: AuditBench
beforeAll(async () => {
  bench = await AuditBench.open()
})
afterAll(() => bench.close())

const as = (...given: Parameters<AuditBench['service']['as']>) => bench.service.as(...given)
const path = (caseId: string, command: string) => `/refund-cases/${caseId}/${command}`
const PICTURES: readonly (readonly ['purchase' | 'pre' | 'post', BodySite?])[] = [['purchase'], ['pre', 'NOSE'], ['post', 'NOSE'], ['post', 'LIPS']]

interface ClinicCase {
  readonly caseId: string
  /** Of the purchase, before, after, and after on another site. */
  readonly evidence: readonly [string, string, string, string]
}

/** A clinic's case about the result, with its evidence, after the machine has referred it. `days` ago it was bought. */
const effect = async (days = 45): Promise<ClinicCase> => {
  const [caseId, paid, customer] = [randomUUID(), money(680_000, 'CNY'), `su-${randomUUID()}`]
  const [orderId, placedAt, stream, su] = [`A-${caseId}`, addMilliseconds(bench.clock.now(), -days * 24 * HOUR_ms), refundCaseStream('demo', caseId), { id: customer, roles: ['customer' as const] }]
  await bench.service.given(orderDecider, orderStream('demo', orderId), {
    type: 'RecordOrder', orderId, placedAt, customer, paid, paymentLegs: [{ channel: 'sandbox', reference: orderId, amount: paid }],
  })
  await bench.service.given(decider, stream, {
    type: 'RequestRefund', caseId, orderId, requested: paid, reason: 'EFFECT', origin: 'OFFLINE', wantedWay: 'ORIGINAL', pack: { id: 'clinic-aesthetics', version: '1.0.0' }, shown: [],
    facts: { customer, placedAt, paid, rest: paid },
  }, su)
  const ids: string[] = []
  let position = ''
  for (const [index, [kind, bodySite]] of PICTURES.entries()) {
    const evidenceId = randomUUID()
    const attached = await bench.service.given(decider, stream, {
      type: 'AttachEvidence', evidenceId, sha256: String(index).repeat(64), size_bytes: 1, mediaType: 'image/png', kind, ...(bodySite ? { bodySite } : {}),
    }, su)
    ids.push(evidenceId)
    position = attached.position
  }
  await bench.service.handled('when-review-opened-then-review-automatically', position)
  return { caseId, evidence: ids as unknown as ClinicCase['evidence'] }
}
const find = (caseId: string, item: string, body: object = {}, role: 'reviewer' | 'doctor' = 'reviewer') =>
  as(role).post(path(caseId, 'findings'), { item, finding: 'CONFIRMED', ...body })
const refusal = { reason: 'NOT_COVERED', clauseId: 'evidence' }

describe('the clinic\'s review over HTTP (MC2, MC3, MC4, MC5, MC6)', () => {
  it('asks each of the four items for a finding, and for its own evidence', async () => {
    const { caseId, evidence: [purchase, before, after, elsewhere] } = await effect()
    expect(code(await find(caseId, 'REASON_TRUE'))).toEqual([422, 'EvidenceForFindingMissing'])
    expect(code(await find(caseId, 'PRE_POST_COMPARISON', { evidenceIds: [before, elsewhere] }))).toEqual([422, 'PairMissing'])
    expect((await find(caseId, 'PRE_POST_COMPARISON', { evidenceIds: [before, after] })).status).toBe(200)
    await as('agent').post(path(caseId, 'contact-attempts'), REACHED)
    expect(await as('supervisor').post(path(caseId, 'refusal'), refusal)).toMatchObject({
      status: 409, body: { code: 'FindingsMissing', missing: ['REASON_TRUE', 'MEDICAL_ADVICE_FOLLOWED', 'POLICY_FIT'] },
    })
    expect((await find(caseId, 'REASON_TRUE', { evidenceIds: [purchase] })).status).toBe(200)
    expect((await find(caseId, 'MEDICAL_ADVICE_FOLLOWED', {}, 'doctor')).status).toBe(200)
    expect((await find(caseId, 'POLICY_FIT')).status).toBe(200)
    const { body } = await as('auditor').get(`/refund-cases/${caseId}`)
    expect(body).toMatchObject({ policyFit: true, overrides: {}, findings: { REASON_TRUE: 'CONFIRMED', PRE_POST_COMPARISON: 'CONFIRMED', MEDICAL_ADVICE_FOLLOWED: 'CONFIRMED', POLICY_FIT: 'CONFIRMED' } })
    expect((await as('supervisor').post(path(caseId, 'refusal'), refusal)).status).toBe(200)
  })

  it('asks whoever differs from the machine for a reason, which is sealed, and for a second person (MC6)', async () => {
    const { caseId, evidence: [purchase, before, after] } = await effect(2_000)
    await find(caseId, 'REASON_TRUE', { evidenceIds: [purchase] })
    await find(caseId, 'PRE_POST_COMPARISON', { evidenceIds: [before, after] })
    await find(caseId, 'MEDICAL_ADVICE_FOLLOWED', {}, 'doctor')
    expect(await find(caseId, 'POLICY_FIT')).toMatchObject({ status: 422, body: { code: 'OverrideNeedsReason', policyFit: false } })
    const note = '门诊书面承诺延长期限'
    expect((await find(caseId, 'POLICY_FIT', { note })).status).toBe(200)
    expect((await as('auditor').get(`/refund-cases/${caseId}`)).body).toMatchObject({ late: true, policyFit: false, overrides: { POLICY_FIT: 'reviewer' } })
    const events = await bench.service.infrastructure.aggregates.history(refundCaseStream('demo', caseId))
    expect(events.at(-1)!.data).toMatchObject({ item: 'POLICY_FIT', overridesMachine: true })
    expect(JSON.stringify(events.at(-1)!.data)).not.toContain(note)
    await as('agent').post(path(caseId, 'contact-attempts'), REACHED)
    expect(code(await as('reviewer').post(path(caseId, 'refusal'), refusal))).toEqual([403, 'SecondPersonNeeded'])
    expect((await as('supervisor').post(path(caseId, 'refusal'), refusal)).status).toBe(200)
  })

  it('refuses an application that came too late by a person, with clause and law, and lets it be appealed (MC16)', async () => {
    const { caseId, evidence: [purchase, before, after] } = await effect(2_000)
    await find(caseId, 'REASON_TRUE', { evidenceIds: [purchase] })
    await find(caseId, 'PRE_POST_COMPARISON', { evidenceIds: [before, after] })
    await find(caseId, 'MEDICAL_ADVICE_FOLLOWED', {}, 'doctor')
    await find(caseId, 'POLICY_FIT', { finding: 'NOT_CONFIRMED' })
    await as('agent').post(path(caseId, 'contact-attempts'), REACHED)
    await bench.accepted('reviewer', caseId, 'refusal', { reason: 'TOO_LATE', clauseId: 'evidence' })
    const { body } = await as('auditor').get(`/refund-cases/${caseId}`)
    expect(body).toMatchObject({ late: true, outcome: 'refused', refusal: { reason: 'TOO_LATE', appealUntil: expect.any(String), citations: [{ law: expect.any(String) }] } })
  })
})
