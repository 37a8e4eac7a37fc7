import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Rate } from './events/index.js'
import { selectSample, type ClosedCase } from './sample.js'
import { closedCases, RATES, SEED } from './testing.js'

const hex = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The rule written down a second time, as somebody outside would read it in the documentation. */
const drawnAgain = (seed: string, cases: readonly ClosedCase[], rates: readonly Rate[]): string[] => {
  const counted = cases.filter((one) => rates.some(({ pack }) => pack === one.pack))
  const population = hex(JSON.stringify(counted.map(({ caseId }) => caseId).sort()))
  const drawn: string[] = []
  for (const { pack, share_percent, atLeast } of rates) {
    for (const outcome of new Set(counted.map((one) => one.outcome))) {
      const stratum = counted.filter((one) => one.pack === pack && one.outcome === outcome).map(({ caseId }) => [hex(`${seed}/${population}/${caseId}`), caseId] as const)
      const wanted = Math.max(atLeast, Math.ceil(stratum.length * share_percent / 100))
      drawn.push(...stratum.sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, wanted).map(([, caseId]) => caseId))
    }
  }
  return drawn.sort()
}

const population = fc.uniqueArray(
  fc.record({ caseId: fc.uuid(), pack: fc.constantFrom('food', 'retail', 'clinic'), outcome: fc.constantFrom('paid', 'refused', 'withdrawn') }),
  { selector: ({ caseId }) => caseId, maxLength: 60 },
)
const rates = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.nat(3)).map(([share_percent, atLeast]) => [{ pack: 'food', share_percent, atLeast }, { pack: 'clinic', share_percent: 5, atLeast: 1 }])
const seed = fc.constantFrom(SEED, hex('another'), hex('a third'))

describe('a stratified sample (MB34)', () => {
  it('is drawn again by anybody from seed and population, in whatever order the cases come', () => {
    fc.assert(fc.property(population, rates, seed, fc.infiniteStream(fc.nat()), (cases, given, by, order) => {
      const shuffled = cases.map((one) => [order.next().value as number, one] as const).sort(([a], [b]) => a - b).map(([, one]) => one)
      const sample = selectSample(by, cases, given)
      expect(selectSample(by, shuffled, given)).toEqual(sample)
      expect(sample.strata.flatMap(({ selected }) => selected).sort()).toEqual(drawnAgain(by, cases, given))
    }))
  })

  it('takes of every stratum its share, at least so many, and no more than there are', () => {
    fc.assert(fc.property(population, rates, (cases, given) => {
      for (const { pack, outcome, population: members, selected } of selectSample(SEED, cases, given).strata) {
        const { share_percent, atLeast } = given.find((rate) => rate.pack === pack)!
        expect(members).toEqual(cases.filter((one) => one.pack === pack && one.outcome === outcome).map(({ caseId }) => caseId).sort())
        expect(selected).toHaveLength(Math.min(members.length, Math.max(atLeast, Math.ceil(members.length * share_percent / 100))))
        expect(selected.every((caseId) => members.includes(caseId))).toBe(true)
      }
    }))
  })

  it('is another one with another seed, and with one case more', () => {
    const cases = closedCases(200)
    const drawn = (by: string, given: readonly ClosedCase[]) => selectSample(by, given, RATES).strata[0]!.selected
    expect(drawn(SEED, cases)).toHaveLength(20)
    expect(drawn(hex('another'), cases)).not.toEqual(drawn(SEED, cases))
    expect(drawn(SEED, [...cases, { caseId: 'one-more', pack: 'food', outcome: 'refused' }])).not.toEqual(drawn(SEED, cases))
  })

  it('spares no part of a large population', () => {
    const drawn = selectSample(SEED, closedCases(4_000), [{ pack: 'food', share_percent: 25, atLeast: 0 }]).strata[0]!.selected
    const quarters = [0, 1, 2, 3].map((quarter) => drawn.filter((caseId) => Math.floor(Number(caseId.split('-')[2]) / 1_000) === quarter).length)
    for (const count of quarters) expect(Math.abs(count - 250)).toBeLessThan(60)
  })
})
