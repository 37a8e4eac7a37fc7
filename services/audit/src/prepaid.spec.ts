import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { money, type Role } from '@recourse/kernel'
import { orderDecider, orderStream, type Prepaid } from '@recourse/order'
import { calculatePrepaidRefund, loadCurricula } from '@recourse/policy'
import { refundCaseStream, type RefundCaseEvent } from '@recourse/refund-case'
import { amount, AuditBench, AUTOMATIC_REVIEW, code, decider, LIN } from './spec-support.js'

let bench: AuditBench
beforeAll(async () => {
  bench = await AuditBench.open()
  await trained('zhao', 'chen')
})
afterAll(() => bench.close())

const reviewer = () => bench.service.as('reviewer', { id: 'zhao' })
const path = (caseId: string, command: string) => `/refund-cases/${caseId}/${command}`
const send = async (caseId: string, command: string, body: object, as: Role = 'reviewer', id = 'zhao') => bench.service.as(as, { id }).post(path(caseId, command), body)

/** Whoever decides about a membership has passed its course. */
const trained = async (...people: string[]): Promise<void> => {
  const items = loadCurricula().get('refund-policy')!.items.map(({ id }) => id)
  for (const person of people) {
    const answer = await bench.service.as('operations').post('/training-records', {
      person, course: 'refund-policy', items, score_percent: 100, heldAt: '2026-11-01T08:00:00Z', trainer: 'sun',
    })
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  }
}

const TEN_VISITS: Prepaid = { kind: 'METERED', concludedOn: '2026-06-01', paidOn: '2026-06-01', units: 10 }
/** Three visits, listed at 200.00, bought at 100.00 each; rescinded 82 days before the calculation. */
const THREE_USED = { used: [{ units: 3, listPrice_minor: 20_000 }], rescindedOn: '2026-09-01' }

/** A member who asks for all of 1000.00 back because the venue moved, with every finding recorded. */
const memberCase = async (prepaid?: Prepaid): Promise<string> => {
  const [caseId, paid, placedAt] = [randomUUID(), money(100_000, 'CNY'), '2026-06-01T02:00:00.000Z']
  const orderId = `M-${caseId}`
  await bench.service.given(orderDecider, orderStream('demo', orderId), {
    type: 'RecordOrder', orderId, placedAt, customer: 'lin', paid, paymentLegs: [{ channel: 'sandbox', reference: orderId, amount: paid }], ...(prepaid ? { prepaid } : {}),
  })
  const { position } = await bench.service.given(decider, refundCaseStream('demo', caseId), {
    type: 'RequestRefund', caseId, orderId, requested: paid, reason: 'CLOSED_OR_MOVED', origin: 'OFFLINE', wantedWay: 'ORIGINAL', pack: { id: 'membership', version: '1.0.0' }, shown: [],
    facts: { customer: 'lin', placedAt, paid, rest: paid },
  }, LIN)
  await bench.service.handled(AUTOMATIC_REVIEW, position)
  for (const item of ['USED_PART', 'FAULT_SIDE', 'POLICY_FIT']) {
    const answer = await send(caseId, 'findings', { item, finding: 'CONFIRMED' })
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  }
  return caseId
}

const eventsOf = async (caseId: string) => await bench.service.infrastructure.aggregates.history(refundCaseStream('demo', caseId)) as RefundCaseEvent[]
const eventIn = async <Type extends RefundCaseEvent['type']>(caseId: string, type: Type) =>
  (await eventsOf(caseId)).find((event): event is Extract<RefundCaseEvent, { type: Type }> => event.type === type)!

describe('a membership refund over HTTP (MB1, MB2, MB7)', () => {
  it('is calculated, never approved below that, and carries its lines to the payout', async () => {
    const caseId = await memberCase(TEN_VISITS)
    expect(code(await send(caseId, 'approval', amount(70_472)))).toEqual([409, 'CalculationMissing'])

    const { status, body } = await send(caseId, 'calculation', THREE_USED)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      id: caseId, repeated: false, sum_minor: 70_472, interest_minor: 472, currency: 'CNY', humanSteps: [], refusedDeductions: [],
      lines: [
        { code: 'PAID', minor: 100_000, article: 15 }, { code: 'USED_AT_DISCOUNT', minor: -30_000, article: 18, label: { 'zh-CN': '已使用部分(按折扣价)' } },
        { code: 'INTEREST', minor: 472, article: 16 },
      ],
    })
    expect(body.law).toContain('法释〔2025〕4号')

    expect(await send(caseId, 'approval', amount(70_471))).toMatchObject({ status: 409, body: { code: 'BelowCalculation', atLeast_minor: 70_472 } })
    expect(await send(caseId, 'approval', amount(70_473))).toMatchObject({ status: 409, body: { code: 'SecondApproverNeeded' } })
    expect(await send(caseId, 'approval', { ...amount(70_472), breakdown: [{ label: 'x', amount_minor: 70_472 }] })).toMatchObject({ status: 422, body: { code: 'BreakdownIsCalculated' } })
    expect((await send(caseId, 'approval', amount(70_472))).status).toBe(200)

    const { data } = await eventIn(caseId, 'RefundApproved')
    expect(data).toMatchObject({ outcome: 'PARTIAL', amount: money(70_472, 'CNY') })
    expect(data.breakdown.map(({ minor, article }) => [minor, article])).toEqual([[100_000, '15'], [-30_000, '18'], [472, '16']])
    const { data: calculated } = await eventIn(caseId, 'RefundCalculated')
    const again = calculatePrepaidRefund(calculated.inputs)
    expect([again.sum_minor, again.lines]).toEqual([calculated.sum.minor, calculated.lines])
  })

  it('gives less when a person finds the cause with the customer, by two persons', async () => {
    const caseId = await memberCase(TEN_VISITS)
    expect((await send(caseId, 'calculation', { ...THREE_USED, fault: 'consumer' })).body).toMatchObject({
      sum_minor: 40_135, lines: [{}, { code: 'USED_AT_LIST_PRICE', minor: -60_000, article: 19 }, { code: 'INTEREST', minor: 135 }],
    })
    expect(await send(caseId, 'approval', amount(40_135))).toMatchObject({ status: 409, body: { code: 'SecondApproverNeeded', fault: 'consumer' } })
    expect((await send(caseId, 'approval-proposal', amount(40_135))).status).toBe(200)
    const { data: { approvalHash, breakdown } } = await eventIn(caseId, 'ApprovalProposed')
    expect(breakdown.reduce((sum, { minor }) => sum + minor, 0)).toBe(40_135)
    expect((await send(caseId, 'approval-confirmation', { approvalHash }, 'supervisor', 'chen')).status).toBe(200)
  })

  it('names what a person has to weigh, and refuses to take commission off', async () => {
    const caseId = await memberCase({ ...TEN_VISITS, giftsInKind: true })
    const { body } = await send(caseId, 'calculation', { ...THREE_USED, deductions: [{ kind: 'SALES_COMMISSION', amount_minor: 10_000 }] })
    expect(body).toMatchObject({ sum_minor: 70_472, humanSteps: [{ code: 'GIFTS_IN_KIND', article: 21 }], refusedDeductions: [{ kind: 'SALES_COMMISSION', minor: 10_000, article: 15 }] })
  })

  it('offers to pause, extend or pass on what is left instead (MB11)', async () => {
    const caseId = await memberCase({ ...TEN_VISITS, term: { from: '2026-06-01', to: '2027-05-31' } })
    const { body } = await send(caseId, 'calculation', THREE_USED)
    const remaining = { units: 7, days: 191, minor: 70_472 }
    expect(body.alternatives).toMatchObject(['PAUSE', 'EXTENSION', 'TRANSFER', 'PARTIAL_REFUND'].map((kind) => ({ kind, remaining })))
  })

  it('is calculated once for one key, and anew for another', async () => {
    const caseId = await memberCase(TEN_VISITS)
    const first = await reviewer().post(path(caseId, 'calculation'), THREE_USED, { key: 'once' })
    expect((await reviewer().post(path(caseId, 'calculation'), THREE_USED, { key: 'once' })).body).toEqual({ ...first.body, repeated: true })
    expect((await reviewer().post(path(caseId, 'calculation'), { used: [] }, { key: 'twice' })).body).toMatchObject({ sum_minor: 100_000, repeated: false })
  })

  it('waits for the contract when the order came without it', async () => {
    const caseId = await memberCase()
    expect(code(await send(caseId, 'calculation', THREE_USED))).toEqual([409, 'ContractFactsMissing'])
  })
})

describe('POST /refund-cases/{id}/calculation', () => {
  it.each<[string, object, [number, string]]>([
    ['more visits than were bought', { used: [{ units: 11, listPrice_minor: 1 }] }, [422, 'ContractFactsContradict']],
    ['a rescission before the contract', { used: [], rescindedOn: '2026-05-31' }, [422, 'ContractFactsContradict']],
    ['a day that does not exist', { used: [], rescindedOn: '2026-02-30' }, [400, 'InvalidRequest']],
    ['half a visit', { used: [{ units: 0.5, listPrice_minor: 1 }] }, [400, 'InvalidRequest']],
    ['nobody\'s fault', { used: [], fault: 'NOBODY' }, [400, 'InvalidRequest']],
    ['no usage', {}, [400, 'InvalidRequest']],
    ['a field it does not know', { used: [], colour: 'red' }, [400, 'InvalidRequest']],
  ])('refuses %s', async (_, body, expected) => {
    expect(code(await send(await open(), 'calculation', body))).toEqual(expected)
  })

  it('knows its roles, its cases and its packs', async () => {
    const caseId = await open()
    expect(code(await send(caseId, 'calculation', { used: [] }, 'agent'))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await send(randomUUID(), 'calculation', { used: [] }))).toEqual([404, 'UnknownCase'])
    expect(code(await bench.service.as('reviewer', { tenant: 'other' }).post(path(caseId, 'calculation'), { used: [] }))).toEqual([404, 'UnknownCase'])
    expect(code(await send(await bench.caseWith(), 'calculation', { used: [] }))).toEqual([422, 'CalculationNotAsked'])
    expect(code(await bench.service.anonymous.post(path(caseId, 'calculation'), { used: [] }))).toEqual([401, 'TokenMissing'])
  })

  let shared: Promise<string> | undefined
  const open = (): Promise<string> => (shared ??= memberCase(TEN_VISITS))
})
