import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { RecordedEvent } from '@recourse/kernel'
import { refundCaseStream } from '@recourse/refund-case'
import { amount, AuditBench, code, decider, LIN, REACHED, REFUSAL } from './spec-support.js'

let bench: AuditBench
beforeAll(async () => {
  bench = await AuditBench.open()
})
afterAll(() => bench.close())

const as = (...given: Parameters<AuditBench['service']['as']>) => bench.service.as(...given)
const path = (caseId: string, command: string) => `/refund-cases/${caseId}/${command}`
const decision = (outcome: 'UPHELD' | 'OVERTURNED') => ({ outcome, explanation: '已由未参与处理的主管复核' })
const appealed = async (): Promise<string> => {
  const caseId = await bench.refusedCase()
  await bench.service.given(decider, refundCaseStream('demo', caseId), { type: 'LodgeAppeal' }, LIN)
  return caseId
}
const history = (caseId: string): Promise<RecordedEvent[]> => bench.service.infrastructure.aggregates.history(refundCaseStream('demo', caseId))

describe('a refusal over HTTP', () => {
  it('waits until the customer was spoken with (FO7, MB49)', async () => {
    const caseId = await bench.reviewedCase()
    expect(await as('reviewer').post(path(caseId, 'refusal'), REFUSAL)).toMatchObject({ status: 409, body: { code: 'ContactNeeded', attempts: 0, needed: 2 } })
    await bench.accepted('agent', caseId, 'contact-attempts', REACHED)
    await bench.accepted('reviewer', caseId, 'refusal', REFUSAL)
  })

  it('tells its customer reason, clause, law, the way to appeal and until when, and not who refused (MC20, MB59, LS14)', async () => {
    const caseId = await bench.refusedCase()
    const { body } = await as('customer', { id: 'lin' }).get(`/refund-cases/${caseId}`)
    expect(body).toMatchObject({
      phase: 'closed', outcome: 'refused',
      refusal: {
        reason: 'NOT_TRUE', clause: 'evidence', appealRoute: { 'zh-CN': expect.any(String), en: expect.any(String) },
        citations: [{ law: expect.any(String), article: expect.any(String), version: expect.any(String) }], appealUntil: '2026-12-07T15:59:59.999Z', appealed: false,
      },
    })
    expect(body.refusal).not.toHaveProperty('by')
    expect((await as('auditor').get(`/refund-cases/${caseId}`)).body.refusal).toMatchObject({ by: 'reviewer' })
  })
})

describe('an appeal (MC20)', () => {
  it('is decided by a supervisor who had no part in the case; upheld, it is over', async () => {
    const caseId = await appealed()
    expect(code(await as('reviewer').post(path(caseId, 'appeal-decision'), decision('UPHELD')))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await as('supervisor', { id: 'reviewer' }).post(path(caseId, 'appeal-decision'), decision('UPHELD')))).toEqual([403, 'AppealDeciderTookPart'])
    expect(code(await as('supervisor', { id: 'agent' }).post(path(caseId, 'appeal-decision'), decision('UPHELD')))).toEqual([403, 'AppealDeciderTookPart'])
    expect(code(await as('supervisor').post(path(caseId, 'appeal-decision'), { ...decision('UPHELD'), clauseId: 'none' }))).toEqual([422, 'UnknownClause'])
    await bench.accepted('supervisor', caseId, 'appeal-decision', decision('UPHELD'))
    expect((await as('auditor').get(`/refund-cases/${caseId}`)).body).toMatchObject({ phase: 'closed', outcome: 'refused', refusal: { appealed: true } })
  })

  it('overturned, it is reviewed by others, and paid', async () => {
    const caseId = await appealed()
    await bench.accepted('supervisor', caseId, 'appeal-decision', decision('OVERTURNED'))
    expect(code(await as('reviewer').post(path(caseId, 'approval'), amount(6_800)))).toEqual([403, 'RefuserMayNotDecideAgain'])
    expect(code(await as('supervisor').post(path(caseId, 'assignment'), { assignee: 'reviewer' }))).toEqual([403, 'RefuserMayNotDecideAgain'])
    expect((await as('reviewer', { id: 'qian' }).post(path(caseId, 'approval'), amount(6_800))).status).toBe(200)
    expect((await as('auditor').get(`/refund-cases/${caseId}`)).body).toMatchObject({ phase: 'payout', approved: { minor: 6_800 } })
  })

  it('waits in a queue of its own until somebody has it, and each is told of the case (LS3, MB29)', async () => {
    const caseId = await appealed()
    const stage = async () => (await as('auditor').get(`/refund-cases/${caseId}`)).body.stage
    expect(await stage()).toMatchObject({ stage: 'appeal', role: 'supervisor', clause: expect.any(String), dueAt: expect.any(String), queue: 'appeal' })
    const queued = async (query: string) =>
      (await as('supervisor').get(`/review-queue?min_position=${await bench.head()}&stage=appeal&${query}`)).body.items.map((item: { caseId: string }) => item.caseId)
    expect(await queued('assignee=none')).toContain(caseId)
    expect(code(await as('operations').post(path(caseId, 'assignment'), { assignee: 'reviewer' }))).toEqual([403, 'AppealDeciderTookPart'])
    expect((await as('operations').post(path(caseId, 'assignment'), { assignee: 'bao' })).status).toBe(200)
    expect(await stage()).toMatchObject({ assignee: 'bao' })
    expect(await stage()).not.toHaveProperty('queue')
    expect(await queued('assignee=bao')).toEqual([caseId])
    expect(await queued('assignee=none')).not.toContain(caseId)
  })
})

describe('a decision stands in one causal chain (FO8)', () => {
  it('of the machine: from the request, by the opening of the review', async () => {
    const caseId = await bench.caseWith({ reason: 'NOT_DELIVERED', promised: '2026-11-22T07:59:00.000Z', customer: 'qiu', openedBy: { id: 'qiu', roles: ['customer'] } })
    const events = await history(caseId)
    const [request, opening] = ['RefundRequested', 'ReviewOpened'].map((wanted) => events.find(({ type }) => type === wanted)!)
    const decided = events.filter(({ metadata }) => metadata.commandType === 'AutomaticallyReview')
    expect(decided.map(({ type }) => type)).toEqual(expect.arrayContaining(['AutoReviewed', 'RefundApproved']))
    for (const { metadata } of decided) expect(metadata).toMatchObject({ correlationId: request!.metadata.correlationId, causationId: opening!.id })
  })

  it('of a person: the refusal and its closing are one append under the request that asked for them', async () => {
    const events = (await history(await bench.refusedCase())).slice(-2)
    expect(events.map(({ type }) => type)).toEqual(['RefundRefused', 'RefundCaseClosed'])
    expect(new Set(events.map(({ metadata }) => metadata.correlationId)).size).toBe(1)
    expect(new Set(events.map(({ metadata }) => metadata.commandId)).size).toBe(1)
  })
})

describe('taking a case over (FO21)', () => {
  it('is recorded with its reason', async () => {
    const caseId = await bench.caseWith()
    await bench.accepted('agent', caseId, 'takeover', { reason: 'UPSET' })
    expect((await history(caseId)).at(-1)).toMatchObject({ type: 'TakenOver', data: { reason: 'UPSET' }, metadata: { actor: { id: 'agent', role: 'agent' } } })
  })
})

describe('a complaint about quality (FO6)', () => {
  it('is never refused by the machine, and waits in the queue', async () => {
    const caseId = await bench.caseWith({ reason: 'QUALITY' })
    for (const [index, kind] of (['purchase', 'other'] as const).entries()) {
      const { position } = await bench.service.given(decider, refundCaseStream('demo', caseId), {
        type: 'AttachEvidence', evidenceId: randomUUID(), sha256: String(index).repeat(64), size_bytes: 1, mediaType: 'image/png', kind,
      }, LIN)
      await bench.service.handled('when-review-opened-then-review-automatically', position)
    }
    expect((await as('auditor').get(`/refund-cases/${caseId}`)).body).toMatchObject({ phase: 'review', autoReviewed: true, autoVerdict: 'REFER', stage: { queue: 'review' } })
    const { body } = await as('reviewer').get(`/review-queue?min_position=${await bench.head()}&assignee=none`)
    expect(body.items.map((item: { caseId: string }) => item.caseId)).toContain(caseId)
  })
})
