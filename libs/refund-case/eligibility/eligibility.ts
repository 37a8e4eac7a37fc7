import type { Instant, Money, Texts } from '@recourse/kernel'
import type { Alternative, Citation, EvidenceKind, ReviewInputs } from '@recourse/policy'
import type { CalculateRefund, RequestRefund, RiskHistory } from '../commands.js'
import type { StageOpening } from '../events/index.js'

/** A request that is only thought through. */
export interface EligibilityQuestion {
  /** As it would be sent; its case id and its id are never seen. */
  readonly request: RequestRefund
  /** What the customer could attach. */
  readonly evidenceKinds: readonly EvidenceKind[]
  /** Absent: the case is looked at as if nothing in the customer's history called for a person. */
  readonly history?: RiskHistory
  /** The prepaid contract behind the order, and what was used of it. */
  readonly prepaid?: Pick<CalculateRefund, 'used' | 'facts'>
}

/** YES: approved without a person. REFER: a person decides. NO: there is nothing left to claim; lateness alone is never a NO. */
export type Eligible = 'YES' | 'REFER' | 'NO'

/** A line of the sum; negative lines are deductions. */
export interface EligibilityLine {
  readonly label: Texts
  readonly minor: number
  /** Article of the prepaid interpretation that the line rests on. */
  readonly article?: number
}

export interface EligibilityReason {
  /** A rule of the pack's automatic review, a refusal, or what else speaks for or against. */
  readonly rule: string
  readonly text: Texts
  readonly citation?: Citation
}

export interface Eligibility {
  readonly eligible: Eligible
  /** What it would give: the whole sum for YES, at most or by the calculation so much for REFER, nothing for NO. The lines add up to it. */
  readonly amount: Money
  readonly breakdown: readonly EligibilityLine[]
  readonly why: readonly EligibilityReason[]
  readonly requiredEvidence: readonly EvidenceKind[]
  readonly missingEvidence: readonly EvidenceKind[]
  /** The last instant in time; absent = no limit. */
  readonly window: { readonly until?: Instant; readonly late: boolean }
  /** As it would come out with all the evidence there; absent for NO. */
  readonly automaticReview?: { readonly ruleId: string; readonly verdict: 'APPROVE' | 'REFER'; readonly inputs: ReviewInputs }
  readonly needs: { readonly secondApprover: boolean; readonly settlement: boolean }
  /** The stages ahead, each opened at the latest when the one before it is due. */
  readonly stages: readonly StageOpening[]
  /** Other ways to settle, with what they are worth where that can be computed. */
  readonly alternatives: readonly Alternative[]
}
