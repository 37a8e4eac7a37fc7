import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, isRefusal } from '@recourse/kernel'
import { PolicyPacks, WorkingCalendar, type PayoutWay, type RefundPack } from '@recourse/policy'
import fc from 'fast-check'
import type { RiskHistory } from '../commands.js'
import { calendar, decided, randomRequest, shipped } from '../random-requests.fixture.js'
import { cny, DAY_ms, HOUR_ms, orderFacts, people, requestRefund, T0, testPack } from '../testing.js'
import { assessEligibility } from './assess-eligibility.js'
import type { Eligibility, EligibilityQuestion } from './eligibility.js'

const noHolidays = new WorkingCalendar([])
const ask = (changes: Parameters<typeof requestRefund>[0] = {}, pack: Partial<RefundPack> = {}, more: Partial<EligibilityQuestion> = {}) =>
  assessEligibility({ request: requestRefund(changes), evidenceKinds: [], ...more }, new PolicyPacks([testPack(pack)]), noHolidays)
const answerTo = (...question: Parameters<typeof ask>): Eligibility => {
  const answer = ask(...question)
  if (isRefusal(answer)) throw new Error(answer.code)
  return answer
}
const rulesOf = ({ why }: Eligibility): string[] => why.map(({ rule }) => rule)

describe('a dry run (MC15)', () => {
  it('says yes, with the sum, the rule and the way to the money', () => {
    const answer = answerTo()
    expect(answer).toMatchObject({
      eligible: 'YES', amount: cny(10_000), breakdown: [{ minor: 10_000 }], requiredEvidence: [], missingEvidence: [],
      window: { until: addMilliseconds(T0, 7 * DAY_ms - HOUR_ms), late: false },
      automaticReview: { ruleId: 'past-eta', verdict: 'APPROVE', inputs: { reason: 'NOT_DELIVERED', pastEta: true } },
      needs: { secondApprover: false, settlement: false },
    })
    expect(answer.stages.map(({ stage, dueAt }) => [stage, dueAt])).toEqual([['payout', addMilliseconds(T0, 24 * HOUR_ms)], ['receipt', addMilliseconds(T0, 96 * HOUR_ms)]])
    expect(answer.why[0]).toMatchObject({ rule: 'past-eta' })
    expect(answer.why.at(-1)).toMatchObject({ rule: 'NOT_DELIVERED', citation: { law: '电商法', article: '第20条' } })
  })

  it('refers to a person, names the evidence that is missing, and counts every stage from the one before', () => {
    const answer = answerTo({ reason: 'QUALITY' }, {}, { evidenceKinds: ['other'] })
    expect(answer).toMatchObject({ eligible: 'REFER', requiredEvidence: ['purchase', 'other'], missingEvidence: ['purchase'], automaticReview: { ruleId: 'person', verdict: 'REFER' } })
    expect(answer.stages.map(({ stage, dueAt }) => [stage, dueAt])).toEqual([
      ['intake', addMilliseconds(T0, 24 * HOUR_ms)], ['review', addMilliseconds(T0, 36 * HOUR_ms)],
      ['payout', addMilliseconds(T0, 60 * HOUR_ms)], ['receipt', addMilliseconds(T0, 132 * HOUR_ms)],
    ])
    expect(rulesOf(answer)).toContain('evidence-missing')
  })

  it('never says no for lateness: a person decides (MC16)', () => {
    const answer = answerTo({ facts: orderFacts({ placedAt: addMilliseconds(T0, -8 * DAY_ms) }) })
    expect(answer).toMatchObject({ eligible: 'REFER', amount: cny(10_000), window: { late: true }, automaticReview: { ruleId: 'late' } })
    expect(rulesOf(answer)).toContain('late')
  })

  it('goes by the window of the reason before that of the pack (MB3)', () => {
    const reasons = testPack().reasons.map((reason) => ({ ...reason, applicationWindow_days: 30 }))
    const facts = orderFacts({ placedAt: addMilliseconds(T0, -8 * DAY_ms) })
    expect(answerTo({ facts }, { reasons })).toMatchObject({ eligible: 'YES', window: { until: addMilliseconds(T0, 22 * DAY_ms), late: false } })
    expect(answerTo({ facts }, { applicationWindow_days: null }).window).toEqual({ late: false })
  })

  it('says no when the order has too little left, and why', () => {
    expect(answerTo({ facts: orderFacts({ rest: cny(9_999) }) })).toMatchObject({
      eligible: 'NO', amount: cny(0), breakdown: [], why: [{ rule: 'AmountAboveRest' }], stages: [], alternatives: [],
    })
  })

  it.each<[string, Parameters<typeof ask>[0]]>([
    ['UnknownReason', { reason: 'NONE' }], ['WayNotOffered', { wantedWay: 'STRIPE' as PayoutWay }], ['UnknownPack', { pack: { id: 'none', version: '1.0.0' } }],
    ['AmountNotPositive', { requested: cny(0) }], ['AmountAbovePaid', { requested: cny(100_001) }],
  ])('is refused with %s as the request would be', (code, changes) => expect(ask(changes)).toMatchObject({ code }))

  it('is refused to a stranger as the request would be', () => {
    const request = requestRefund({}, { by: people.stranger })
    expect(assessEligibility({ request, evidenceKinds: [] }, new PolicyPacks([testPack()]), noHolidays)).toMatchObject({ code: 'NotYourOrder' })
  })

  it('tells of the second person, of the agreement and of a way that staff chose', () => {
    const above = answerTo({ requested: cny(50_001) })
    expect(above).toMatchObject({ eligible: 'REFER', needs: { secondApprover: true }, automaticReview: { verdict: 'APPROVE' } })
    expect(above.stages.map(({ stage }) => stage)).toEqual(['review', 'decision', 'payout', 'receipt'])
    const negotiated: Partial<RefundPack> = {
      settlement: { required: true, offerValidFor: { days: 1 }, payWithin: { days: 1 }, readingTime_seconds: 1, clauses: ['time'] },
      stages: { ...testPack().stages, settlement: testPack().stages.review }, receipt: { mode: 'none' },
    }
    const agreed = answerTo({}, negotiated)
    expect(agreed).toMatchObject({ eligible: 'REFER', needs: { settlement: true } })
    expect(agreed.stages.map(({ stage }) => stage)).toEqual(['review', 'settlement', 'payout'])
    const redirected = requestRefund({ wantedWay: 'BANK_TRANSFER', consent: { how: 'WRITTEN', reference: 'letter-7' } }, { by: people.agent })
    const answer = assessEligibility({ request: redirected, evidenceKinds: [] }, new PolicyPacks([testPack()]), noHolidays) as Eligibility
    expect([answer.eligible, rulesOf(answer)]).toEqual(['REFER', expect.arrayContaining(['other-account'])])
  })

  it('looks at a history that is known, and says when it did not', () => {
    const risk = { highFrom: 10, rules: [{ id: 'often', when: 'casesLast90Days > 2', points: 10, text: { en: 'often', 'zh-CN': '频繁' } }] }
    const history: RiskHistory = { casesLast90Days: 3, casesLast24Hours: 0, refundedShare_percent: 0, sameEvidenceOnOtherCases: 0 }
    expect(answerTo({}, { risk }, { history })).toMatchObject({ eligible: 'REFER', automaticReview: { ruleId: 'risk-high' } })
    const unknown = answerTo({}, { risk })
    expect([unknown.eligible, rulesOf(unknown)]).toEqual(['YES', expect.arrayContaining(['history-not-considered'])])
  })
})

describe('a dry run over a prepaid contract (MC15, MB11)', () => {
  const contract = { kind: 'METERED' as const, concludedOn: '2026-01-01', paidOn: '2026-01-01', units: 10 }
  const prepaid = (units: number) =>
    ({ used: units > 0 ? [{ units, listPrice_minor: 15_000 }] : [], facts: { paid: cny(100_000), contract, rates: { lpr1y_bp: 300, deposit1y_bp: 150 } } })
  const pack: Partial<RefundPack> = { calculation: 'PREPAID', secondApproverAbove_minor: null, remedies: [{ kind: 'TRANSFER', title: { en: 'Pass it on', 'zh-CN': '转让' } }] }
  const whole = { requested: cny(100_000), reason: 'QUALITY' }

  it('gives the lines of the calculation and the value of every alternative', () => {
    const answer = answerTo(whole, pack, { prepaid: prepaid(3) })
    expect(answer).toMatchObject({ eligible: 'REFER', amount: cny(70_000) })
    expect(answer.breakdown.map(({ minor, article }) => [minor, article])).toEqual([[100_000, 15], [-30_000, 18]])
    expect(answer.alternatives.map(({ kind, remaining }) => [kind, remaining?.minor])).toEqual([['TRANSFER', 70_000], ['PARTIAL_REFUND', 70_000]])
    expect(answerTo({ ...whole, requested: cny(40_000) }, pack, { prepaid: prepaid(3) })).toMatchObject({ amount: cny(40_000), breakdown: [{}, {}, { minor: -30_000 }] })
  })

  it('says that it takes nothing for used, and why it cannot compute', () => {
    expect(rulesOf(answerTo(whole, pack, { prepaid: prepaid(0) }))).toContain('nothing-used')
    expect(rulesOf(answerTo(whole, pack, { prepaid: prepaid(11) }))).toContain('ContractFactsContradict')
    expect(answerTo(whole, pack).alternatives).toEqual([{ kind: 'TRANSFER', title: { en: 'Pass it on', 'zh-CN': '转让' } }])
  })
})

describe('any request under any shipped pack', () => {
  it('comes out of the dry run as the deciders then decide it (MC15, MC2)', () => {
    fc.assert(fc.property(randomRequest, (question) => {
      const answer = assessEligibility(question, shipped, calendar)
      const events = decided(question)
      if (isRefusal(events)) {
        if (isRefusal(answer)) return expect(answer).toEqual(events)
        return expect([events.kind, answer.eligible, answer.why]).toEqual(['conflict', 'NO', [{ rule: events.code, text: events.title }]])
      }
      const { data: { verdict, ruleId, inputs } } = events.find((event) => event.type === 'AutoReviewed')!
      const approved = events.find((event) => event.type === 'RefundApproved')
      const [opened] = events
      expect(answer).toMatchObject({
        eligible: approved ? 'YES' : 'REFER', automaticReview: { verdict, ruleId, inputs }, window: { late: opened?.type === 'RefundRequested' && opened.data.late },
        amount: approved?.data.amount ?? question.request.requested,
      })
    }), { numRuns: 500 })
  })

  it('has lines that add up, stages in order, and is no NO for being late (MC16)', () => {
    fc.assert(fc.property(randomRequest, (question) => {
      const answer = assessEligibility(question, shipped, calendar)
      if (isRefusal(answer)) return
      expect(answer.breakdown.reduce((sum, { minor }) => sum + minor, 0)).toBe(answer.amount.minor)
      expect(answer.stages.map(({ dueAt }) => dueAt)).toEqual(answer.stages.map(({ dueAt }) => dueAt).sort())
      if (answer.eligible === 'NO') expect(answer.why.map(({ rule }) => rule)).toEqual(['AmountAboveRest'])
    }), { numRuns: 200 })
  })
})
