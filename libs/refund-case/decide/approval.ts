import { hashOf, type Instant, type Money, type Refusal } from '@recourse/kernel'
import { reasonOf, reviewItemsFor, type Citation } from '@recourse/policy'
import type { ApprovalFields } from '../commands.js'
import type { BreakdownLine } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { belowCalculation } from './calculation.js'
import { currencyDiffers, notPositive } from './guards.js'
import type { Rules } from './stage-opening.js'

/** What any approval by a person must fulfil, whether one or two decide. */
export const notApprovable = ({ amount, breakdown }: ApprovalFields, state: OpenedCase, rules: Rules): Refusal | undefined =>
  notPositive(amount)
  ?? currencyDiffers(amount, state.requested.currency)
  ?? (amount.minor > state.requested.minor ? refuse('AmountAboveRequested', { requested: state.requested }) : undefined)
  ?? (amount.minor > state.claimable.minor ? refuse('AmountAboveRest', { rest: state.claimable }) : undefined)
  ?? doesNotAddUp(amount, breakdown)
  ?? (state.missingEvidence.length > 0 ? refuse('EvidenceMissing', { missing: state.missingEvidence }) : undefined)
  ?? riskNotAssessed(state, rules)
  ?? findingsMissing(state, rules)
  ?? belowCalculation({ amount, breakdown }, state, rules)

/** Nobody approves before the rules about risk have looked. */
const riskNotAssessed = ({ autoReviewed }: OpenedCase, { pack }: Rules): Refusal | undefined =>
  pack.risk.rules.length > 0 && !autoReviewed ? refuse('AutomaticReviewOutstanding') : undefined

/** An empty item blocks any decision, for or against. */
export const findingsMissing = (state: OpenedCase, { pack }: Rules): Refusal | undefined => {
  const missing = reviewItemsFor(pack, state.reason).map(({ code }) => code).filter((code) => !state.findings[code])
  return missing.length > 0 ? refuse('FindingsMissing', { missing }) : undefined
}

const doesNotAddUp = (amount: Money, breakdown: readonly BreakdownLine[]): Refusal | undefined => {
  const sum_minor = breakdown.reduce((sum, { minor }) => sum + minor, 0)
  return breakdown.length === 0 || sum_minor === amount.minor ? undefined : refuse('BreakdownDoesNotAddUp', { amount_minor: amount.minor, sum_minor })
}

export const outcomeOf = (amount: Money, state: OpenedCase): 'FULL' | 'PARTIAL' => (amount.minor === state.requested.minor ? 'FULL' : 'PARTIAL')

export const citationsOf = (state: OpenedCase, { pack }: Rules): Citation[] => [...reasonOf(pack, state.reason)!.citations]

/** What the second person binds themselves to: the same hash means exactly the same approval of the same case, until the same time. */
export const approvalHashOf = (state: OpenedCase, { amount, breakdown }: ApprovalFields, citations: readonly Citation[], expiresAt: Instant): string =>
  hashOf({ caseId: state.caseId, amount, breakdown, citations, pack: state.pack, expiresAt })
