export { calculatePrepaidRefund, type PrepaidCalculation } from './calculate.js'
export * from './input.js'
export type { Article, HumanStep, HumanStepCode, LineCode, PrepaidLine, RefusedDeduction } from './lines.js'
export { remainingOf, remediesFor, type Alternative, type Remaining } from './remedies.js'
