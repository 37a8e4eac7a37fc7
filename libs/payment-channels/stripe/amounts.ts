import { money, type Money } from '@recourse/kernel'

/**
 * Stripe counts in the currency's smallest unit, as we do: fen, cents, whole yen. Two currencies without a smaller unit are counted in hundredths all the same.
 * Source: Stripe's list of currencies, special cases.
 */
const HUNDREDTHS_OF_WHOLE: readonly string[] = ['ISK', 'UGX']

const scaleOf = (currency: string): number => (HUNDREDTHS_OF_WHOLE.includes(currency) ? 100 : 1)

/** An amount as Stripe counts it. */
export const stripeAmountOf = ({ minor, currency }: Money): number => minor * scaleOf(currency)

export const isAmount = (amount: number, currency: string): boolean => Number.isSafeInteger(amount / scaleOf(currency.toUpperCase()))

/** @throws RangeError when Stripe's amount is not a whole number of our units */
export const moneyOf = (amount: number, currency: string): Money => {
  const code = currency.toUpperCase()
  if (!isAmount(amount, code)) throw new RangeError(`not an amount in ${code}`)
  return money(amount / scaleOf(code), code)
}
