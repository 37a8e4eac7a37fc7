import { describe, expect, it } from '@jest/globals'
import { outcomeOfDecision as outcome } from '@recourse/kernel'
import { assessRisk, type RiskInputs } from '@recourse/policy'
import fc from 'fast-check'
import type { RiskHistory } from '../commands.js'
import { RiskAssessed } from '../events/index.js'
import { approve, command, finding, newCase, orderFacts, requestRefund, stateOf } from '../testing.js'

const words = { en: 'x', 'zh-CN': '文' }
const risk = {
  highFrom: 50,
  rules: [
    { id: 'frequent', when: 'casesLast90Days >= 5', points: 30, text: words },
    { id: 'same-evidence', when: 'sameEvidenceOnOtherCases > 0', points: 60, text: words },
  ],
}
const calm: RiskHistory = { casesLast90Days: 0, casesLast24Hours: 0, refundedShare_percent: 0, sameEvidenceOnOtherCases: 0 }
const review = (history?: RiskHistory) => command('AutomaticallyReview', { facts: { ...orderFacts(), ...(history ? { history } : {}) } })
const opened = () => newCase({ risk }).given(requestRefund())

describe('risk (MB13)', () => {
  it('that is low changes nothing, and is recorded with its inputs', () => {
    const stream = opened()
    expect(stream.when(review({ ...calm, casesLast90Days: 5 }))).toMatchObject([
      { type: 'RiskAssessed', data: { score: 30, high: false, highFrom: 50, reasons: [{ rule: 'frequent', points: 30 }], inputs: { casesLast90Days: 5, amount_minor: 10_000 } } },
      { type: 'AutoReviewed', data: { verdict: 'APPROVE', ruleId: 'past-eta' } },
      { type: 'RefundApproved' },
    ])
  })

  it('that is high brings the case before a person, who may well approve it', () => {
    const stream = opened()
    expect(stream.when(review({ ...calm, casesLast90Days: 9, sameEvidenceOnOtherCases: 2 }))).toMatchObject([
      { type: 'RiskAssessed', data: { score: 90, high: true, reasons: [{ rule: 'frequent', points: 30 }, { rule: 'same-evidence', points: 60 }] } },
      { type: 'AutoReviewed', data: { verdict: 'REFER', ruleId: 'risk-high' } },
    ])
    expect(stateOf(stream)).toMatchObject({ phase: 'review', risk: { score: 90, high: true } })
    expect(outcome(stream.given(finding()).when(approve(10_000)))).toEqual(['RefundApproved'])
  })

  it('that nobody could look up leaves the case to a person', () => {
    expect(opened().when(review())).toMatchObject([{ type: 'AutoReviewed', data: { verdict: 'REFER', ruleId: 'risk-unknown' } }])
  })

  it('is not assessed where the pack has no rules', () => {
    expect(outcome(newCase().given(requestRefund()).when(review(calm)))).toEqual(['AutoReviewed', 'RefundApproved'])
  })

  it('never refuses, whatever the history, and what is recorded gives the same score again', () => {
    const count = fc.nat(1_000)
    const history = fc.record({ casesLast90Days: count, casesLast24Hours: count, refundedShare_percent: count, sameEvidenceOnOtherCases: count })
    fc.assert(fc.property(history, (given) => {
      const stream = opened()
      const types = outcome(stream.when(review(given))) as string[]
      const [first] = stream.events.filter(({ type }) => type === 'RiskAssessed')
      const { pack, ...assessed } = RiskAssessed.schema.parse(first!.data)
      expect(types.slice(0, 2)).toEqual(['RiskAssessed', 'AutoReviewed'])
      expect(['review', 'payout']).toContain(stateOf(stream).phase)
      expect(stateOf(stream).phase === 'review').toBe(assessed.high)
      expect(assessRisk(risk, assessed.inputs as RiskInputs)).toEqual(assessed)
    }))
  })
})
