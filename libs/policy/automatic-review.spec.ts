import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { evaluateAutomaticReview, loadPolicyPacks, type RefundPack, type ReviewInputs } from './index.js'

const packs = loadPolicyPacks()
const inTime = { withinWindow: true, amountWithinRest: true }
const unused = { reason: 'COOLING_OFF', daysSincePlaced: 7, deliveryStatus: 'PENDING' }
const late = { reason: 'NOT_DELIVERED', deliveryStatus: 'IN_TRANSIT', pastEta: true }

const table: Record<string, [ReviewInputs, 'APPROVE' | 'REFER', string][]> = {
  'livestream-aesthetics': [
    [{ ...inTime, ...unused }, 'APPROVE', 'cooling-off'],
    [{ ...inTime, ...unused, daysSincePlaced: 8 }, 'REFER', 'person-decides'],
    [{ ...inTime, ...unused, deliveryStatus: 'DELIVERED' }, 'REFER', 'person-decides'],
    [{ ...inTime, ...unused, amountWithinRest: false }, 'REFER', 'amount-above-rest'],
    [{ ...inTime, reason: 'PERSONAL', withinWindow: false }, 'REFER', 'late-application'],
    [{ ...inTime, reason: 'NOT_PROVIDED' }, 'REFER', 'person-decides'],
  ],
  'clinic-aesthetics': [
    [{ ...inTime, reason: 'EFFECT' }, 'REFER', 'medical-judgement'],
    [{ ...inTime, reason: 'ADVERSE_REACTION' }, 'REFER', 'medical-judgement'],
    [{ ...inTime, reason: 'EFFECT', withinWindow: false }, 'REFER', 'late-application'],
    [{ ...inTime, reason: 'EFFECT', amountWithinRest: false }, 'REFER', 'amount-above-rest'],
    [{ ...inTime, reason: 'PERSONAL' }, 'REFER', 'person-decides'],
  ],
  membership: [
    [{ ...inTime, ...unused }, 'APPROVE', 'cooling-off'],
    [{ ...inTime, ...unused, daysSincePlaced: 8 }, 'REFER', 'person-decides'],
    [{ ...inTime, reason: 'PERSONAL' }, 'REFER', 'used-part-to-compute'],
    [{ ...inTime, reason: 'PERSONAL', amountWithinRest: false }, 'REFER', 'amount-above-rest'],
    [{ ...inTime, reason: 'HEALTH', withinWindow: false }, 'REFER', 'late-application'],
  ],
  'food-delivery': [
    [{ ...inTime, ...late }, 'APPROVE', 'not-delivered-past-eta'],
    [{ ...inTime, ...late, deliveryStatus: 'PENDING' }, 'APPROVE', 'not-delivered-past-eta'],
    [{ ...inTime, ...late, deliveryStatus: 'FAILED' }, 'APPROVE', 'not-delivered-past-eta'],
    [{ ...inTime, ...late, deliveryStatus: 'DELIVERED' }, 'REFER', 'recorded-as-delivered'],
    [{ ...inTime, ...late, pastEta: false }, 'REFER', 'person-decides'],
    [{ ...inTime, reason: 'NOT_DELIVERED' }, 'REFER', 'person-decides'],
    [{ ...inTime, ...late, reason: 'QUALITY' }, 'REFER', 'quality-by-person'],
    [{ ...inTime, ...late, reason: 'PERSONAL' }, 'REFER', 'person-decides'],
    [{ ...inTime, ...late, amountWithinRest: false }, 'REFER', 'amount-above-rest'],
    [{ ...inTime, ...late, withinWindow: false }, 'REFER', 'late-application'],
  ],
  retail: [
    [{ ...inTime, reason: 'CANCELLED', amount_minor: 100_000_000 }, 'APPROVE', 'within-window-and-rest'],
    [{ ...inTime, reason: 'CANCELLED', withinWindow: false }, 'REFER', 'late-application'],
    [{ ...inTime, reason: 'CANCELLED', amountWithinRest: false }, 'REFER', 'person-decides'],
  ],
}

const packOf = (id: string) => packs.latest(id, '2026-11-21T00:00:00.000Z')!
const refundPacks = packs.all().filter((pack): pack is RefundPack => pack.kind === 'refund')

describe.each(Object.entries(table))('the decision table of %s (FO5, MC2)', (id, rows) => {
  it.each(rows)('%j → %s by %s', (inputs, verdict, ruleId) => {
    expect(evaluateAutomaticReview(packOf(id), inputs)).toEqual({ verdict, ruleId, inputs })
  })

  it('has a case here for every rule of the pack', () => {
    expect([...new Set(rows.map(([, , ruleId]) => ruleId))].sort()).toEqual(packOf(id).automaticReview.map((rule) => rule.id).sort())
  })
})

it('has a decision table for every refund pack (FO5)', () => {
  expect(Object.keys(table).sort()).toEqual(refundPacks.map(({ id }) => id).sort())
})

it('holds no condition on what is not known', () => {
  expect(evaluateAutomaticReview(packOf('retail'), {})).toMatchObject({ verdict: 'REFER', ruleId: 'person-decides' })
})

const known = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })

/** Whatever a case may show, each input known or not. */
const anyInputs = (pack: RefundPack): fc.Arbitrary<ReviewInputs> => fc.record({
  reason: fc.constantFrom(...pack.reasons.map(({ code }) => code)),
  deliveryStatus: known(fc.constantFrom('PENDING', 'IN_TRANSIT', 'DELIVERED', 'FAILED')),
  pastEta: known(fc.boolean()), withinWindow: known(fc.boolean()), amountWithinRest: known(fc.boolean()),
  amount_minor: known(fc.nat()), daysSincePlaced: known(fc.integer({ min: 0, max: 2_000 })),
}).map((inputs) => Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined)))

const verdictsOver = (pack: RefundPack, check: (inputs: ReviewInputs, review: ReturnType<typeof evaluateAutomaticReview>) => void): void =>
  fc.assert(fc.property(anyInputs(pack), (inputs) => check(inputs, evaluateAutomaticReview(pack, inputs))), { numRuns: 300 })

describe.each(refundPacks.map((pack) => [pack.id, pack] as const))('the machine under %s', (_, pack) => {
  it('approves or refers, whatever it sees, and never refuses (FO6, MC2)', () => {
    verdictsOver(pack, (_inputs, { verdict }) => expect(['APPROVE', 'REFER']).toContain(verdict))
  })

  it('comes to the same verdict by the same rule from what it recorded (MC2)', () => {
    verdictsOver(pack, (_inputs, review) => expect(evaluateAutomaticReview(pack, JSON.parse(JSON.stringify(review.inputs)) as ReviewInputs)).toEqual(review))
  })

  it('approves nothing above what the order has left', () => {
    verdictsOver(pack, ({ amountWithinRest }, { verdict }) => expect([verdict, amountWithinRest === true]).not.toEqual(['APPROVE', false]))
  })
})

describe('a food order', () => {
  it('is approved exactly when it is known not to have arrived by its promised time (FO4)', () => {
    verdictsOver(packOf('food-delivery'), ({ reason, deliveryStatus, pastEta, withinWindow, amountWithinRest }, { verdict }) => {
      const notThere = ['PENDING', 'IN_TRANSIT', 'FAILED'].includes(String(deliveryStatus)) && pastEta === true
      expect(verdict === 'APPROVE').toBe(reason === 'NOT_DELIVERED' && notThere && amountWithinRest === true && withinWindow !== false)
    })
  })

  it('with a quality problem always comes before a person (FO6)', () => {
    verdictsOver(packOf('food-delivery'), (inputs) => expect(evaluateAutomaticReview(packOf('food-delivery'), { ...inputs, reason: 'QUALITY' }).verdict).toBe('REFER'))
  })
})
