export { calculatePrepaidRefund, type PrepaidCalculation } from './calculate.js'
export * from './input.js'
export { PREPAID_LAW, type Article, type HumanStep, type HumanStepCode, type LineCode, type PrepaidLine, type RefusedDeduction } from './lines.js'
export { remainingOf, remediesFor, type Alternative, type Remaining } from './remedies.js'
