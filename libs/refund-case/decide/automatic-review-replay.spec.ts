import { expect, it } from '@jest/globals'
import { isRefusal } from '@recourse/kernel'
import { assessRisk, evaluateAutomaticReview, type RiskInputs } from '@recourse/policy'
import fc from 'fast-check'
import { decided, randomRequest, shipped } from '../random-requests.fixture.js'

it('gives its verdict again from what is recorded and the version of the pack, and never refuses (MC2, FO4, FO6)', () => {
  fc.assert(fc.property(randomRequest, (question) => {
    const events = decided(question)
    if (isRefusal(events)) return
    const { data: reviewed } = events.find((event) => event.type === 'AutoReviewed')!
    const risk = events.find((event) => event.type === 'RiskAssessed')?.data
    const pack = shipped.get(reviewed.pack.id, reviewed.pack.version)
    const again = evaluateAutomaticReview(pack, reviewed.inputs)
    expect(risk && assessRisk(pack.risk, risk.inputs as RiskInputs).score).toBe(risk?.score)
    expect([reviewed.verdict, reviewed.ruleId]).toEqual(risk?.high ? ['REFER', 'risk-high'] : [again.verdict, again.ruleId])
    expect(['APPROVE', 'REFER']).toContain(reviewed.verdict)
    expect(events.map(({ type }) => type)).not.toContain('RefundRefused')
  }), { numRuns: 500 })
})
