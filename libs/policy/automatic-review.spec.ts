import { describe, expect, it } from '@jest/globals'
import { evaluateAutomaticReview, loadPolicyPacks, type ReviewInputs } from './index.js'

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

describe.each(Object.entries(table))('automatic review of %s', (id, rows) => {
  it.each(rows)('%j → %s by %s', (inputs, verdict, ruleId) => {
    expect(evaluateAutomaticReview(packOf(id), inputs)).toEqual({ verdict, ruleId, inputs })
  })

  it('tries every rule of the pack in this table', () => {
    expect([...new Set(rows.map(([, , ruleId]) => ruleId))].sort()).toEqual(packOf(id).automaticReview.map((rule) => rule.id).sort())
  })
})

it('has a table for every refund pack', () => {
  expect(Object.keys(table).sort()).toEqual(packs.all().filter(({ kind }) => kind === 'refund').map(({ id }) => id).sort())
})

it('holds no condition on what is not known', () => {
  expect(evaluateAutomaticReview(packOf('retail'), {})).toMatchObject({ verdict: 'REFER', ruleId: 'person-decides' })
})
