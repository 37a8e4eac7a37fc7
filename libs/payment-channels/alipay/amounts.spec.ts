import { expect, it } from '@jest/globals'
import { fenOf, yuanOf } from './amounts.js'

it('fen become yuan with two decimals and come back to the fen', () => {
  for (const [fen, yuan] of [[0, '0.00'], [1, '0.01'], [10, '0.10'], [110, '1.10'], [12_345, '123.45'], [99_999_999_999, '999999999.99']] as const) {
    expect(yuanOf(fen)).toBe(yuan)
    expect(fenOf(yuan)).toBe(fen)
  }
})

it('every amount below ten yuan survives, where floats would not', () => {
  for (let fen = 0; fen < 1_000; fen++) expect(fenOf(yuanOf(fen))).toBe(fen)
})

it('yuan may come with fewer decimals, as numbers do', () => {
  expect(fenOf('30')).toBe(3_000)
  expect(fenOf('30.5')).toBe(3_050)
})

it.each(['', '1.', '.1', '1.234', '-1.00', '+1.00', '1e3', '1,000.00', ' 1.00', 'NaN'])('is not an amount: %j', (text) => {
  expect(() => fenOf(text)).toThrow(RangeError)
})

it.each([-1, 0.5, Number.NaN, 2 ** 53])('is not an amount in fen: %d', (fen) => {
  expect(() => yuanOf(fen)).toThrow(RangeError)
})
