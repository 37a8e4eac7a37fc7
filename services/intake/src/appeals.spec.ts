import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { causeOf, executionOf, type CommandFields, type Policy } from '@recourse/event-flow'
import { addMilliseconds, money, type Role } from '@recourse/kernel'
import { orderDecider, orderStream } from '@recourse/order'
import { loadCalendar, loadPolicyPacks } from '@recourse/policy'
import { refundCaseDecider, refundCaseStream, type RefundCaseCommand } from '@recourse/refund-case'
import { whenAppealLodgedThenReserveOnOrder } from './react/when-appeal-lodged-then-reserve-on-order.policy.js'
import { whenRefundCaseClosedThenReleaseReservation } from './react/when-refund-case-closed-then-release-reservation.policy.js'
import { code, IntakeBench, NOW } from './spec-support.js'

const decider = refundCaseDecider(loadPolicyPacks(), loadCalendar())
const as = (id: string, ...roles: Role[]) => ({ id, roles })
const APPEAL = { narrative: '照片已补充,请重新核实' }
const DAY_ms = 86_400_000

let bench: IntakeBench
beforeAll(async () => {
  bench = await IntakeBench.open({ consumers: false })
})
afterAll(() => bench.close())

/** Refused by a reviewer after a conversation; its policies have not run yet. */
const refused = async (): Promise<{ caseId: string; orderId: string; progressToken: string; stream: string }> => {
  const { caseId, orderId, progressToken } = await bench.opened({ reason: 'PERSONAL' })
  const stream = refundCaseStream('demo', caseId)
  const byReviewer = (fields: CommandFields<RefundCaseCommand>) => bench.service.given(decider, stream, fields, as('chen', 'reviewer'))
  await byReviewer({ type: 'RecordContact', channel: 'PHONE', outcome: 'REACHED' })
  await byReviewer({ type: 'RecordFinding', item: 'REASON_TRUE', finding: 'NOT_CONFIRMED', evidenceIds: [] })
  await byReviewer({ type: 'RefuseRefund', reason: 'NOT_TRUE', clause: 'evidence' })
  return { caseId, orderId, progressToken, stream }
}
const lodge = (caseId: string, body: unknown = APPEAL, client = bench.lin) => client.post(`/refund-cases/${caseId}/appeal`, body)

/** Carries a policy out for the latest event of its kind, at the moment that a spec chooses. */
const carryOut = async (policy: Policy, caseId: string, which: 'first' | 'last' = 'last'): Promise<void> => {
  const { aggregates } = bench.service.infrastructure
  const events = (await bench.history(caseId)).filter(({ type }) => policy.types.has(type))
  const event = which === 'first' ? events[0]! : events.at(-1)!
  await policy.effect(event, executionOf(aggregates, causeOf(policy.name, event, bench.clock)))
}
const reserveAgain = (caseId: string) => carryOut(whenAppealLodgedThenReserveOnOrder(decider), caseId)
const release = (caseId: string, which?: 'first' | 'last') => carryOut(whenRefundCaseClosedThenReleaseReservation(decider), caseId, which)

describe('an appeal (MC20)', () => {
  it('is lodged by the customer, who is told when to expect an answer; what they say is sealed', async () => {
    const { caseId } = await refused()
    const answer = await lodge(caseId)
    expect(answer).toMatchObject({ status: 200, body: { id: caseId, repeated: false, expectedBy: '2026-11-23T08:00:00.000Z' } })
    const event = (await bench.history(caseId)).at(-1)!
    expect(event).toMatchObject({ type: 'AppealLodged', data: { appealNo: 1, opens: { stage: 'appeal' } } })
    expect(await bench.service.infrastructure.codec.open(event)).toEqual(APPEAL)
    expect(JSON.stringify(event.data)).not.toContain('照片')
  })

  it('is what the progress link tells a refused customer of, until when, and why they were refused', async () => {
    const { caseId, progressToken } = await refused()
    const { body } = await bench.service.anonymous.get(`/progress/${progressToken}`, { language: 'zh-CN' })
    expect(body).toMatchObject({ outcome: 'refused', refusal: { reason: 'NOT_TRUE', clause: expect.stringMatching(/[\u4e00-\u9fff]/), appealUntil: '2026-12-07T15:59:59.999Z' } })
    await lodge(caseId)
    expect((await bench.service.anonymous.get(`/progress/${progressToken}`)).body).toMatchObject({ phase: 'appeal', expectedBy: '2026-11-23T08:00:00.000Z' })
  })

  it('is lodged once, also when the request is repeated', async () => {
    const { caseId } = await refused()
    const send = () => bench.lin.post(`/refund-cases/${caseId}/appeal`, APPEAL, { key: `appeal-${caseId}` })
    const first = await send()
    expect((await send()).body).toEqual({ ...first.body, repeated: true })
    expect(code(await lodge(caseId))).toEqual([409, 'AlreadyAppealed'])
  })

  it('by their agent is lodged for them', async () => {
    const { caseId } = await refused()
    expect((await lodge(caseId, APPEAL, bench.service.as('agent'))).status).toBe(200)
  })

  it('comes too late when the pack\'s days are over', async () => {
    const { caseId } = await refused()
    bench.clock.instant = addMilliseconds(NOW, 16 * DAY_ms)
    expect(code(await lodge(caseId))).toEqual([409, 'AppealTooLate'])
    bench.clock.instant = NOW
  })

  it.each<[string, unknown, number, string]>([
    ['no words', {}, 400, 'InvalidRequest'],
    ['empty words', { narrative: '' }, 400, 'InvalidRequest'],
    ['too many words', { narrative: 'x'.repeat(4_001) }, 400, 'InvalidRequest'],
    ['words that are none', { narrative: 7 }, 400, 'InvalidRequest'],
    ['words that cannot be stored', { narrative: 'a\u0000b' }, 400, 'InvalidRequest'],
    ['an unknown field', { ...APPEAL, outcome: 'OVERTURNED' }, 400, 'InvalidRequest'],
    ['no JSON', '{', 400, 'MalformedJson'],
  ])('refuses %s', async (_, body, status, problem) => {
    const { caseId } = await refused()
    const answer = await bench.lin.post(`/refund-cases/${caseId}/appeal`, body, { others: { 'content-type': 'application/json' } })
    expect(code(answer)).toEqual([status, problem])
    expect((await bench.history(caseId)).at(-1)!.type).toBe('RefundCaseClosed')
  })

  it('is refused to whoever it does not concern, and where there is nothing to appeal', async () => {
    const { caseId } = await refused()
    expect(code(await lodge(caseId, APPEAL, bench.service.as('customer', { id: 'mallory' })))).toEqual([404, 'NotYourCase'])
    expect(code(await lodge(caseId, APPEAL, bench.service.as('customer', { id: 'lin', tenant: 'other' })))).toEqual([404, 'UnknownCase'])
    expect(code(await lodge(caseId, APPEAL, bench.service.as('supervisor')))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await lodge(caseId, APPEAL, bench.service.anonymous))).toEqual([401, 'TokenMissing'])
    expect(code(await lodge(randomUUID()))).toEqual([404, 'UnknownCase'])
    expect(code(await lodge('7'))).toEqual([400, 'InvalidRequest'])
    const open = await bench.opened()
    expect(code(await lodge(open.caseId))).toEqual([409, 'WrongPhase'])
    await bench.lin.post(`/refund-cases/${open.caseId}/withdrawal`, {})
    expect(code(await lodge(open.caseId))).toEqual([409, 'NothingToAppeal'])
  })
})

describe('the money on the order', () => {
  it('is free after the refusal, and claimed again by the appeal', async () => {
    const { caseId, orderId } = await refused()
    await release(caseId)
    expect(await bench.reserved(orderId)).toEqual([0, 6_800])
    await lodge(caseId)
    await reserveAgain(caseId)
    await reserveAgain(caseId)
    expect(await bench.reserved(orderId)).toEqual([6_800, 0])
  })

  it('stays with the appeal when the release of the refusal comes after it', async () => {
    const { caseId, orderId } = await refused()
    await lodge(caseId)
    await reserveAgain(caseId)
    await release(caseId)
    expect(await bench.reserved(orderId)).toEqual([6_800, 0])
  })

  it('is free for good when the refusal is upheld, whichever policy comes first', async () => {
    const { caseId, orderId, stream } = await refused()
    await lodge(caseId)
    await bench.service.given(decider, stream, { type: 'DecideAppeal', outcome: 'UPHELD' }, as('bao', 'supervisor'))
    await release(caseId, 'last')
    await reserveAgain(caseId)
    await release(caseId, 'first')
    expect(await bench.reserved(orderId)).toEqual([0, 6_800])
  })

  it('that another case has taken meanwhile is lost to the appeal, which goes on for the rest', async () => {
    const { caseId, orderId } = await refused()
    await release(caseId)
    await bench.service.given(orderDecider, orderStream('demo', orderId), { type: 'ReserveRefund', caseId: 'another', amount: money(5_000, 'CNY') })
    await lodge(caseId)
    await reserveAgain(caseId)
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'appeal', claimable: money(1_800, 'CNY') })
  })
})
