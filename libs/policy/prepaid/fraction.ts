/** Exact fractions of whole numbers, so that only the last step of a calculation rounds. */
export interface Fraction {
  readonly over: bigint
  readonly under: bigint
}

export const ZERO: Fraction = { over: 0n, under: 1n }

/** a × b ÷ c in whole numbers. @throws RangeError when c is zero. */
export const share = (a: number, b: number, c: number): Fraction => {
  if (c === 0) throw new RangeError('a share of nothing')
  return { over: BigInt(a) * BigInt(b), under: BigInt(c) }
}

export const add = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.under + b.over * a.under, under: a.under * b.under })

export const least = (a: Fraction, b: Fraction): Fraction => (a.over * b.under <= b.over * a.under ? a : b)

/** Rounded down and up to a whole number; both only for fractions not below zero. */
export const down = ({ over, under }: Fraction): number => Number(over / under)
export const up = ({ over, under }: Fraction): number => Number((over + under - 1n) / under)
