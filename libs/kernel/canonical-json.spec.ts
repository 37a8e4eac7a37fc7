import { describe, expect, it } from '@jest/globals'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { CanonicalJsonError, canonicalJson } from './index.js'

describe('canonical JSON (RFC 8785)', () => {
  it('sorts keys by UTF-16 code units, as in the RFC\'s own example', () => {
    const value = { '€': 'Euro Sign', '\r': 'Carriage Return', 'דּ': 'Hebrew Letter Dalet With Dagesh', '1': 'One', '😀': 'Emoji: Grinning Face', '\u0080': 'Control', 'ö': 'Latin Small Letter O With Diaeresis' }
    expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toHaveLength(7)
    expect(canonicalJson(value)).toBe(canonicalize(value))
  })

  it('prints numbers as the RFC demands', () => {
    expect(canonicalJson([333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0])).toBe('[333333333.3333333,1e+30,4.5,0.002,1e-27,0]')
  })

  it('agrees with an independent implementation for any JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(value)).toBe(canonicalize(value))
    }), { numRuns: 2000 })
  })

  it('gives one text whatever the order of the keys, and is a fixed point', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const shuffled = Object.fromEntries(Object.entries(value).reverse())
      expect(canonicalJson(shuffled)).toBe(canonicalJson(value))
      expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value))
    }))
  })

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], ['\ud800'], [new Date(0)], [1n], [() => 1]])('refuses what is not JSON: %p', (value) => {
    expect(() => canonicalJson(value)).toThrow(CanonicalJsonError)
  })
})
