import { DEFINITIONS, type Definition, type MeasureName, type Target } from './definitions.js'

/** How long something took, over several cases. */
export interface Distribution {
  readonly count: number
  readonly mean: number
  readonly p50: number
  readonly p95: number
  readonly max: number
}

/** A measure with what it means. `value` is null when there is nothing to measure; of a distribution it is the mean. */
export interface Measure extends Definition {
  readonly value: number | null
  readonly numerator?: number
  readonly denominator?: number
  readonly distribution?: Distribution
  /** Whether the target is met; absent without a target, null without a value. */
  readonly met?: boolean | null
}

/** Null, never NaN, when there is nothing to divide by. */
export const ratio = (numerator: number, denominator: number): number | null => (denominator === 0 ? null : numerator / denominator)

/** A measure that is one number over another. */
export const ratioMeasure = (name: MeasureName, numerator: number, denominator: number): Measure => {
  const definition: Definition = DEFINITIONS[name]
  const value = ratio(numerator, denominator)
  return { value, numerator, denominator, ...definition, ...judged(definition.target, value) }
}

/** A measure of how long something takes; undefined when it never happened. */
export const durationMeasure = (name: MeasureName, distribution: Distribution | undefined): Measure => {
  const definition: Definition = DEFINITIONS[name]
  const statistic = definition.target?.statistic ?? 'mean'
  return { value: distribution?.mean ?? null, ...(distribution ? { distribution } : {}), ...definition, ...judged(definition.target, distribution?.[statistic] ?? null) }
}

const judged = (target: Target | undefined, figure: number | null): { met?: boolean | null } => {
  if (!target) return {}
  if (figure === null) return { met: null }
  const met = { below: figure < target.value, at_most: figure <= target.value, at_least: figure >= target.value }
  return { met: met[target.comparison] }
}
