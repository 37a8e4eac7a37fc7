import { expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { isAmount, moneyOf, stripeAmountOf } from './amounts.js'

it.each([
  [1, 'CNY', 1],
  [3_005, 'CNY', 3_005],
  [500, 'JPY', 500],
  [1_234, 'USD', 1_234],
  [12_340, 'KWD', 12_340],
  [5, 'ISK', 500],
  [5, 'UGX', 500],
])('%i smallest units of %s are %i at Stripe, and back', (minor, currency, amount) => {
  expect(stripeAmountOf(money(minor, currency))).toBe(amount)
  expect(moneyOf(amount, currency.toLowerCase())).toEqual(money(minor, currency))
})

it('a part of a smallest unit is no amount', () => {
  expect(isAmount(550, 'isk')).toBe(false)
  expect(isAmount(0.5, 'cny')).toBe(false)
  expect(() => moneyOf(550, 'isk')).toThrow(RangeError)
})
