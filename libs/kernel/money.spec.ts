import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { addMoney, allocateMoney, compareMoney, money, MoneyError, sameMoney, subtractMoney } from './money.js'

describe('money', () => {
  it('is whole minor units with a currency', () => {
    expect(money(1050, 'CNY')).toEqual({ minor: 1050, currency: 'CNY' })
  })

  it.each([[10.5, 'CNY'], [Number.MAX_SAFE_INTEGER + 1, 'CNY'], [Number.NaN, 'CNY'], [1, 'cny'], [1, 'RMB¥'], [1, '']])('refuses %p %p', (minor, currency) => {
    expect(() => money(minor, currency)).toThrow(MoneyError)
  })

  it('adds, subtracts and compares within one currency only', () => {
    expect(addMoney(money(1, 'CNY'), money(2, 'CNY'))).toEqual(money(3, 'CNY'))
    expect(subtractMoney(money(1, 'CNY'), money(2, 'CNY'))).toEqual(money(-1, 'CNY'))
    expect(compareMoney(money(1, 'CNY'), money(2, 'CNY'))).toBeLessThan(0)
    expect(sameMoney(money(1, 'CNY'), money(1, 'GBP'))).toBe(false)
    for (const combine of [addMoney, subtractMoney, compareMoney]) expect(() => combine(money(1, 'CNY'), money(1, 'GBP'))).toThrow(MoneyError)
  })

  it('never leaves the safe integers unnoticed', () => {
    expect(() => addMoney(money(Number.MAX_SAFE_INTEGER, 'CNY'), money(1, 'CNY'))).toThrow(MoneyError)
  })
})

describe('allocation', () => {
  const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 20 }).filter((parts) => parts.some((part) => part > 0))

  it('adds up to the amount, to the fen, whatever the weights', () => {
    fc.assert(fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), weights, (minor, parts) => {
      const shares = allocateMoney(money(minor, 'CNY'), parts)
      expect(shares).toHaveLength(parts.length)
      expect(shares.reduce((sum, share) => sum + share.minor, 0)).toBe(minor)
    }), { numRuns: 2000 })
  })

  it('is never more than one unit away from the exact share', () => {
    fc.assert(fc.property(fc.nat(1_000_000_000), weights, (minor, parts) => {
      const total = parts.reduce((sum, part) => sum + part, 0)
      allocateMoney(money(minor, 'CNY'), parts).forEach((share, index) => expect(Math.abs(share.minor - (minor * parts[index]!) / total)).toBeLessThan(1))
    }), { numRuns: 2000 })
  })

  it('gives the odd fen to the largest remainder', () => {
    expect(allocateMoney(money(100, 'CNY'), [1, 1, 1]).map(({ minor }) => minor)).toEqual([34, 33, 33])
    expect(allocateMoney(money(10, 'CNY'), [5, 0, 1]).map(({ minor }) => minor)).toEqual([8, 0, 2])
  })

  it.each([[[]], [[0, 0]], [[-1, 2]], [[0.5]]])('refuses the weights %p', (parts) => {
    expect(() => allocateMoney(money(1, 'CNY'), parts)).toThrow(MoneyError)
  })
})
