import type { Money, Refusal } from '@recourse/kernel'
import { refuse } from '../refusals.js'

/** Guards answer a refusal, or undefined when the command may go on; they are chained with `??`. */
export const notPositive = (amount: Money): Refusal | undefined => (amount.minor > 0 ? undefined : refuse('AmountNotPositive', { amount }))

export const currencyDiffers = (amount: Money, paid: Money): Refusal | undefined =>
  amount.currency === paid.currency ? undefined : refuse('CurrencyDiffers', { currency: amount.currency, needed: paid.currency })
