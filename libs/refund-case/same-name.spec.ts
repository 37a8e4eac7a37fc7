import { describe, expect, it } from '@jest/globals'
import { sameName } from './same-name.js'

describe('the name of the account holder (MB4)', () => {
  it.each([
    ['林小满', '林小满'], ['林小满', ' 林 小满 '], ['买买提·艾力', '买买提•艾力'], ['买买提·艾力', '买买提艾力'], ['Wang Lin', 'ＷＡＮＧ　ＬＩＮ'], ['J. Smith', 'j smith'],
  ])('%s and %s are one', (payer, payee) => expect(sameName(payer, payee)).toBe('YES'))

  it.each([['林小满', '林小曼'], ['林小满', '林小满满'], ['王林', '林王'], ['Wang Lin', 'Wang Li']])('%s and %s are two', (payer, payee) => {
    expect(sameName(payer, payee)).toBe('NO')
  })

  it('is not known where nobody told who paid', () => expect(sameName(undefined, '林小满')).toBe('UNKNOWN'))
})
