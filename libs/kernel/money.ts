/** An amount in the currency's smallest unit (fen, pence, cents): always a safe integer, never a float. */
export interface Money {
  readonly minor: number
  readonly currency: string
}

export class MoneyError extends Error {}

/** @throws MoneyError when `minor` is not a safe integer or `currency` is not an ISO 4217 code. */
export const money = (minor: number, currency: string): Money => {
  if (!Number.isSafeInteger(minor)) throw new MoneyError(`not a whole number of minor units: ${minor}`)
  if (!/^[A-Z]{3}$/.test(currency)) throw new MoneyError(`not an ISO 4217 currency code: ${currency}`)
  return { minor, currency }
}

const sameCurrency = (a: Money, b: Money): void => {
  if (a.currency !== b.currency) throw new MoneyError(`${a.currency} and ${b.currency} cannot be combined`)
}

export const addMoney = (a: Money, b: Money): Money => {
  sameCurrency(a, b)
  return money(a.minor + b.minor, a.currency)
}

export const subtractMoney = (a: Money, b: Money): Money => {
  sameCurrency(a, b)
  return money(a.minor - b.minor, a.currency)
}

/** Negative when a < b, zero when equal, positive when a > b. */
export const compareMoney = (a: Money, b: Money): number => {
  sameCurrency(a, b)
  return a.minor - b.minor
}

export const sameMoney = (a: Money, b: Money): boolean => a.currency === b.currency && a.minor === b.minor

/** Splits an amount by weights so that the parts add up to it exactly (largest remainder first). */
export const allocateMoney = (amount: Money, weights: readonly number[]): Money[] => {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total <= 0 || weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) throw new MoneyError('weights are whole numbers with a positive sum')
  const shares = weights.map((weight, index) => {
    const product = BigInt(amount.minor) * BigInt(weight)
    return { index, floor: Number(product / BigInt(total)), remainder: Number(product % BigInt(total)) }
  })
  let left = amount.minor - shares.reduce((sum, share) => sum + share.floor, 0)
  const step = Math.sign(left)
  for (const share of [...shares].sort((a, b) => Math.abs(b.remainder) - Math.abs(a.remainder) || a.index - b.index)) {
    if (left === 0) break
    share.floor += step
    left -= step
  }
  return shares.map((share) => money(share.floor, amount.currency))
}
