import { describe, expect, it } from '@jest/globals'
import { clauseOf, loadPolicyPacks, PolicyPacks, reasonOf, UnknownPack } from './index.js'

const shipped = loadPolicyPacks()
const first = shipped.get('retail', '1.0.0')
const second = { ...first, version: '2.0.0', effectiveFrom: '2026-06-01T00:00:00.000Z' }
const packs = new PolicyPacks([second, first])

describe('lookup of packs', () => {
  it('gives the version in force at an instant', () => {
    expect(packs.latest('retail', '2026-05-31T23:59:59.999Z')?.version).toBe('1.0.0')
    expect(packs.latest('retail', '2026-06-01T00:00:00.000Z')?.version).toBe('2.0.0')
    expect(packs.latest('retail', '2009-12-31T00:00:00.000Z')).toBeUndefined()
    expect(packs.latest('unheard-of', '2026-06-01T00:00:00.000Z')).toBeUndefined()
  })

  it('keeps every version within reach, because open cases keep theirs', () => {
    expect(packs.get('retail', '1.0.0')).toBe(first)
    expect(() => packs.get('retail', '9.9.9')).toThrow(UnknownPack)
    expect(() => packs.get('retail', '9.9.9')).toThrow('no policy pack retail 9.9.9; loaded: retail 1.0.0, retail 2.0.0')
  })

  it('keeps refund packs and care packs apart', () => {
    expect(shipped.latest('light-aesthetics-care', '2026-11-21T00:00:00.000Z')).toBeUndefined()
    expect(shipped.latestCare('light-aesthetics-care', '2026-11-21T00:00:00.000Z')?.version).toBe('1.0.0')
    expect(shipped.getCare('light-aesthetics-care', '1.0.0').kind).toBe('care')
    expect(() => shipped.getCare('retail', '1.0.0')).toThrow(UnknownPack)
  })

  it('refuses twins', () => {
    expect(() => new PolicyPacks([first, first])).toThrow('two policy packs are retail 1.0.0')
    expect(() => new PolicyPacks([first, { ...first, version: '1.0.1' }])).toThrow('two policy packs are retail from 2010-01-01T00:00:00.000Z')
  })

  it('finds reasons and clauses by their names', () => {
    expect(reasonOf(first, 'CANCELLED')?.fault).toBe('neutral')
    expect(reasonOf(first, 'UNHEARD_OF')).toBeUndefined()
    expect(clauseOf(first, 'payout')?.version).toBe(1)
  })
})
