import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { CommandFields } from '@recourse/event-flow'
import { hashOf, money, sha256, type Actor, type Role } from '@recourse/kernel'
import { loadCalendar, loadPolicyPacks } from '@recourse/policy'
import { refundCaseDecider, refundCaseStream, type RefundCaseCommand } from '@recourse/refund-case'
import type { CaseBundle } from './read/export/bundle.js'
import { code, IntakeBench, NOW } from './spec-support.js'

let bench: IntakeBench
beforeAll(async () => {
  bench = await IntakeBench.open({ consumers: false })
})
afterAll(() => bench.close())

const decider = refundCaseDecider(loadPolicyPacks(), loadCalendar())
const reviewer: Actor = { id: 'zhao', roles: ['reviewer'] }
const agent: Actor = { id: 'li', roles: ['agent'] }
const given = (caseId: string, fields: CommandFields<RefundCaseCommand>, actor?: Actor) => bench.service.given(decider, refundCaseStream('demo', caseId), fields, actor)
const about = (fields: Record<string, unknown>) => ({ personal: { person: 'lin', fields } })

/** A case with everything in it: words of both sides, evidence, notes of staff, a refusal. */
const told = async (): Promise<string> => {
  const { caseId } = await bench.opened({ reason: 'PERSONAL', narrative: '汤是凉的', acknowledgedClauses: ['evidence'] })
  await bench.lin.post(`/refund-cases/${caseId}/messages`, { text: '请尽快处理' })
  await given(caseId, { type: 'AttachEvidence', evidenceId: randomUUID(), sha256: 'a'.repeat(64), size_bytes: 9, mediaType: 'image/png', kind: 'other' }, { id: 'lin', roles: ['customer'] })
  await given(caseId, { type: 'RecordFinding', item: 'REASON_TRUE', finding: 'NOT_CONFIRMED', evidenceIds: [], ...about({ note: '疑似重复申请' }) }, reviewer)
  await given(caseId, { type: 'RecordContact', channel: 'PHONE', outcome: 'REACHED', ...about({ note: '语气激动' }) }, agent)
  await given(caseId, { type: 'TakeOver', reason: 'THREATENS_TO_SUE' }, agent)
  await given(caseId, { type: 'RefuseRefund', reason: 'NOT_TRUE', clause: 'evidence', ...about({ explanation: '照片与订单不符' }) }, reviewer)
  return caseId
}
const exported = (caseId: string, role: Role, id?: string) => bench.service.as(role, id ? { id } : {}).get(`/refund-cases/${caseId}/export`)
const recomputed = ({ bundleSha256: _, ...rest }: CaseBundle): string => hashOf(rest)

describe('GET /refund-cases/{id}/export (MC18)', () => {
  it('is one document that proves itself: its own hash, the chain, every text and the receipt', async () => {
    const caseId = await told()
    const answer = await exported(caseId, 'customer', 'lin')
    expect(answer.headers).toMatchObject({ 'content-type': expect.stringContaining('application/json'), 'content-disposition': `attachment; filename="refund-case-${caseId}.json"` })
    const bundle = answer.body as CaseBundle
    expect(recomputed(bundle)).toBe(bundle.bundleSha256)
    expect(recomputed({ ...bundle, exportedAt: '2026-01-01T00:00:00.000Z' })).not.toBe(bundle.bundleSha256)
    expect(bundle.verification).toEqual({ streams: 1, events: bundle.events.length, ok: true })
    bundle.events.forEach(({ prevHash }, index) => expect(prevHash).toBe(bundle.events[index - 1]?.hash ?? '0'.repeat(64)))
    const bodies = bundle.events.filter(({ body }) => body !== undefined)
    expect(bodies.length).toBeGreaterThanOrEqual(4)
    for (const { body, hash } of bodies) expect(sha256(body!)).toBe(hash)
    expect(bundle.shown.length).toBeGreaterThan(0)
    expect(bundle.shown.every(({ matches, text }) => matches && text !== null)).toBe(true)
    expect(bundle.messages).toMatchObject([{ from: 'CUSTOMER', text: '请尽快处理', matches: true }])
  })

  it('gives customers all that is theirs and nothing of the work of staff among themselves', async () => {
    const caseId = await told()
    const { body } = await exported(caseId, 'customer', 'lin')
    const bundle = body as CaseBundle
    expect(bundle).toMatchObject({
      reader: 'CUSTOMER', case: { caseId, reason: 'PERSONAL', phase: 'closed' }, acknowledgedClauses: ['evidence'], agreement: null, payouts: [],
      decision: { outcome: 'refused', refusal: { reason: 'NOT_TRUE', appealRoute: expect.any(String), appealUntil: expect.any(String) } },
      evidence: [{ sha256: 'a'.repeat(64), kind: 'other', url: expect.stringContaining(`/refund-cases/${caseId}/evidence/`) }],
    })
    const byType = (type: string) => bundle.events.find((event) => event.type === type)!
    expect(byType('RefundRequested').personal).toEqual({ narrative: '汤是凉的' })
    expect(byType('RefundRefused')).toMatchObject({ personal: { explanation: '照片与订单不符' }, actor: { role: 'reviewer' } })
    expect(byType('ReviewFindingRecorded')).toMatchObject({ withheld: true, hash: expect.any(String) })
    expect(JSON.stringify(bundle)).not.toMatch(/疑似重复|语气激动|THREATENS|"zhao"|"li"/)
  })

  it('gives staff the whole, and an auditor the whole without personal data', async () => {
    const caseId = await told()
    const staff = (await exported(caseId, 'supervisor')).body as CaseBundle
    expect(JSON.stringify(staff)).toMatch(/疑似重复申请/)
    expect(staff.events.every(({ body, hash }) => sha256(body!) === hash)).toBe(true)
    const auditor = (await exported(caseId, 'auditor')).body as CaseBundle
    expect(auditor.events.every(({ body, hash }) => sha256(body!) === hash)).toBe(true)
    expect(JSON.stringify(auditor)).not.toMatch(/汤是凉的|请尽快|疑似重复|照片与订单/)
    expect(auditor.messages).toMatchObject([{ text: null, matches: null }])
    expect([recomputed(staff), recomputed(auditor)]).toEqual([staff.bundleSha256, auditor.bundleSha256])
  })

  it('gives whoever works here and gets the money what it gives a customer', async () => {
    const caseId = await told()
    const { body } = await exported(caseId, 'supervisor', 'lin')
    expect(body.reader).toBe('CUSTOMER')
    expect(JSON.stringify(body)).not.toMatch(/疑似重复|语气激动|"zhao"/)
  })

  it('is nobody else\'s', async () => {
    const caseId = await told()
    expect(code(await exported(caseId, 'customer', 'mallory'))).toEqual([404, 'NotFound'])
    expect((await exported(caseId, 'reviewer')).status).toBe(403)
    expect(code(await bench.service.as('supervisor', { tenant: 'other' }).get(`/refund-cases/${caseId}/export`))).toEqual([404, 'NotFound'])
    expect(code(await exported(randomUUID(), 'auditor'))).toEqual([404, 'NotFound'])
  })

  it('holds the decision and the money', async () => {
    const { caseId } = await bench.opened({ reason: 'PERSONAL' })
    const amount = money(6_800, 'CNY')
    await given(caseId, { type: 'AutomaticallyReview', facts: { placedAt: NOW, rest: amount } })
    await given(caseId, { type: 'RecordFinding', item: 'REASON_TRUE', finding: 'CONFIRMED', evidenceIds: [] }, reviewer)
    await given(caseId, { type: 'ApproveRefund', amount, breakdown: [] }, reviewer)
    await given(caseId, { type: 'RequestPayout', amount, channel: 'sandbox', facts: { reserved: amount } })
    await given(caseId, { type: 'RecordPayoutConfirmed', payoutNo: 1, amount, channelReference: 'CH-1', settledAt: bench.clock.now() })
    const bundle = (await exported(caseId, 'customer', 'lin')).body as CaseBundle
    expect(bundle).toMatchObject({ decision: { approved: amount }, payouts: [{ status: 'confirmed', amount_minor: 6_800, channelReference: 'CH-1' }] })
  })
})
