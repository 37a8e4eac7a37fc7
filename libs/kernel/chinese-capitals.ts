import type { Money } from './money.js'

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const
const UNITS = [[100_000_000, '亿'], [10_000, '万'], [1_000, '仟'], [100, '佰'], [10, '拾']] as const

/**
 * An amount of yuan in capital numerals, as contracts and cheques write it so that no stroke can be added: 人民币壹佰贰拾叁元肆角伍分.
 * By 支付结算办法 附一: 整 stands after 元 and 角, never after 分. Undefined for other currencies.
 * @throws RangeError for a negative amount.
 */
export const chineseCapitals = ({ minor, currency }: Money): string | undefined => {
  if (currency !== 'CNY') return undefined
  if (minor < 0) throw new RangeError('a sum in capital numerals is not below zero')
  const [yuan, jiao, fen] = [Math.floor(minor / 100), Math.floor(minor / 10) % 10, minor % 10]
  return `人民币${yuan > 0 || minor === 0 ? `${numeral(yuan)}元` : ''}${smallChange(yuan, jiao, fen)}`
}

const smallChange = (yuan: number, jiao: number, fen: number): string => {
  if (jiao === 0 && fen === 0) return '整'
  const gap = yuan > 0 && (jiao === 0 || yuan % 10 === 0) ? '零' : ''
  return `${gap}${jiao > 0 ? `${DIGITS[jiao]}角` : ''}${fen > 0 ? `${DIGITS[fen]}分` : '整'}`
}

/** A place left empty between two digits is read as one 零. */
const numeral = (n: number): string => {
  const unit = UNITS.find(([size]) => n >= size)
  if (!unit) return DIGITS[n]!
  const [size, name] = unit
  const rest = n % size
  return `${numeral(Math.floor(n / size))}${name}${rest === 0 ? '' : `${rest < size / 10 ? '零' : ''}${numeral(rest)}`}`
}
