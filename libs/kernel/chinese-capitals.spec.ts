import { describe, expect, it } from '@jest/globals'
import { chineseCapitals } from './chinese-capitals.js'
import { money } from './money.js'

describe('capital numerals', () => {
  it.each([
    [0, '人民币零元整'],
    [5, '人民币伍分'],
    [50, '人民币伍角整'],
    [55, '人民币伍角伍分'],
    [100, '人民币壹元整'],
    [105, '人民币壹元零伍分'],
    [1_000, '人民币壹拾元整'],
    [1_050, '人民币壹拾元零伍角整'],
    [12_345, '人民币壹佰贰拾叁元肆角伍分'],
    [32_504, '人民币叁佰贰拾伍元零肆分'],
    [101_000, '人民币壹仟零壹拾元整'],
    [140_950, '人民币壹仟肆佰零玖元伍角整'],
    [168_032, '人民币壹仟陆佰捌拾元零叁角贰分'],
    [600_714, '人民币陆仟零柒元壹角肆分'],
    [1_000_000, '人民币壹万元整'],
    [1_640_902, '人民币壹万陆仟肆佰零玖元零贰分'],
    [10_700_053, '人民币壹拾万柒仟元零伍角叁分'],
    [100_000_100, '人民币壹佰万零壹元整'],
    [10_001_000_000, '人民币壹亿零壹万元整'],
    [1_000_000_000_001, '人民币壹佰亿元零壹分'],
    [Number.MAX_SAFE_INTEGER, '人民币玖拾万零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角壹分'],
  ])('%d fen are %s', (minor, words) => {
    expect(chineseCapitals(money(minor, 'CNY'))).toBe(words)
  })

  it('are for yuan only', () => {
    expect(chineseCapitals(money(100, 'GBP'))).toBeUndefined()
    expect(() => chineseCapitals(money(-1, 'CNY'))).toThrow(RangeError)
  })
})
