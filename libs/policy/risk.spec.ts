import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { loadPolicyPacks } from './load.js'
import { assessRisk, type RiskInputs } from './risk.js'

const calm: RiskInputs = { casesLast90Days: 0, casesLast24Hours: 0, refundedShare_percent: 0, sameEvidenceOnOtherCases: 0, amount_minor: 6_800 }
const packs = loadPolicyPacks().all().flatMap((pack) => (pack.kind === 'refund' ? [pack] : []))
const { risk } = packs.find(({ id }) => id === 'food-delivery')!

describe('the risk score (MB13)', () => {
  it.each([
    ['nothing', {}, 0, []],
    ['many requests in 90 days', { casesLast90Days: 5 }, 30, ['frequent']],
    ['a burst', { casesLast90Days: 5, casesLast24Hours: 3 }, 60, ['frequent', 'velocity']],
    ['a file seen before', { sameEvidenceOnOtherCases: 1 }, 60, ['same-evidence']],
  ])('counts %s', (_, changes, score, rules) => {
    const assessed = assessRisk(risk, { ...calm, ...changes })
    expect(assessed).toMatchObject({ score, high: score >= risk.highFrom })
    expect(assessed.reasons.map(({ rule }) => rule)).toEqual(rules)
  })

  it('is the sum of its reasons, each with a text in both languages, and the same again for the recorded inputs', () => {
    const count = fc.nat(100)
    const inputs = fc.record({ casesLast90Days: count, casesLast24Hours: count, refundedShare_percent: count, sameEvidenceOnOtherCases: count, amount_minor: fc.nat() })
    fc.assert(fc.property(fc.constantFrom(...packs), inputs, (pack, given) => {
      const assessed = assessRisk(pack.risk, given)
      expect(assessed.score).toBe(assessed.reasons.reduce((sum, { points }) => sum + points, 0))
      for (const { rule } of assessed.reasons) expect(pack.risk.rules.find(({ id }) => id === rule)!.text['zh-CN']).toMatch(/[\u4e00-\u9fff]/)
      expect(assessRisk(pack.risk, JSON.parse(JSON.stringify(assessed.inputs)) as RiskInputs)).toEqual(assessed)
    }))
  })
})
