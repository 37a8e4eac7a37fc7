const YUAN = /^(\d{1,12})(?:\.(\d{1,2}))?$/

/** Fen as Alipay writes amounts: yuan with two decimals. */
export const yuanOf = (fen: number): string => {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError(`not an amount in fen: ${fen}`)
  const digits = String(fen).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** @throws RangeError when it is not an amount in yuan with at most two decimals */
export const fenOf = (yuan: string): number => {
  const [, whole, decimals = ''] = YUAN.exec(yuan) ?? []
  if (whole === undefined) throw new RangeError('an amount is not in yuan with two decimals')
  return Number(whole + decimals.padEnd(2, '0'))
}

export const isYuan = (text: string): boolean => YUAN.test(text)
