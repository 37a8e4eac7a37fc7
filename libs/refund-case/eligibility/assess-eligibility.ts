import { isRefusal, money, type Money, type Refusal } from '@recourse/kernel'
import { reasonOf, remediesFor, type PackLookup, type WorkingCalendar } from '@recourse/policy'
import { beyondCalculation } from '../decide/calculation.js'
import { windowEndOf } from '../decide/request-refund.js'
import { secondApproverNeeded } from '../decide/second-approver.js'
import { openStage, type Rules } from '../decide/stage-opening.js'
import type { RefundCaseEvent, StageOpening } from '../events/index.js'
import type { Stage } from '../phases.js'
import { dryRunOf, type DryRun } from './dry-run.js'
import type { Eligibility, EligibilityLine, EligibilityQuestion } from './eligibility.js'
import { reasonFor, reasonsFor } from './reasons.js'

/**
 * What a request would come to, and why, without a case: the deciders themselves run in memory, so that the answer cannot differ from theirs.
 * A request that is wrong in itself gets the refusal it would get; one that only meets an order with too little left is a NO.
 * Pure: it reads nothing and records nothing.
 */
export const assessEligibility = (question: EligibilityQuestion, packs: PackLookup, calendar: WorkingCalendar): Eligibility | Refusal => {
  const run = dryRunOf(question, packs, calendar)
  const { pack: ref, tenant } = question.request
  if (!isRefusal(run)) return answered(question, run, { pack: packs.get(ref.id, ref.version, tenant), calendar })
  return run.kind === 'conflict' ? nothingToClaim(question, run, { pack: packs.get(ref.id, ref.version, tenant), calendar }) : run
}

const answered = (question: EligibilityQuestion, run: DryRun, rules: Rules): Eligibility => {
  const { pack } = rules
  const { opened, reviewed } = run
  const approved = eventIn(run.events, 'RefundApproved')
  const { ruleId, verdict, inputs } = eventIn(run.events, 'AutoReviewed')!.data
  const amount = approved?.data.amount ?? atMost(reviewed.requested, reviewed.calculation?.sum)
  const missingEvidence = opened.missingEvidence.filter((kind) => !question.evidenceKinds.includes(kind))
  const outcome = {
    amount, missingEvidence, automaticReview: { ruleId, verdict, inputs },
    needs: { secondApprover: (secondApproverNeeded(amount, reviewed, rules) ?? beyondCalculation({ amount }, reviewed, rules)) !== undefined, settlement: pack.settlement.required },
  }
  return {
    eligible: approved ? 'YES' : 'REFER',
    ...outcome,
    breakdown: linesOf(run, amount),
    why: reasonsFor(run, pack, question, outcome),
    requiredEvidence: opened.missingEvidence,
    window: windowOf(question, rules),
    stages: stagesAhead(run, outcome, rules),
    alternatives: remediesFor(pack, reviewed.calculation?.inputs),
  }
}

const nothingToClaim = (question: EligibilityQuestion, refusal: Refusal, rules: Rules): Eligibility => ({
  eligible: 'NO',
  amount: money(0, question.request.requested.currency),
  breakdown: [],
  why: [reasonFor(refusal)],
  requiredEvidence: [...reasonOf(rules.pack, question.request.reason)?.requiredEvidence ?? []],
  missingEvidence: [],
  window: windowOf(question, rules),
  needs: { secondApprover: false, settlement: false },
  stages: [],
  alternatives: [],
})

const eventIn = <Type extends RefundCaseEvent['type']>(events: readonly RefundCaseEvent[], type: Type) =>
  events.find((event): event is Extract<RefundCaseEvent, { type: Type }> => event.type === type)

const atMost = (requested: Money, calculated: Money | undefined): Money => (calculated && calculated.minor < requested.minor ? calculated : requested)

const ASKED = { en: 'Asked for', 'zh-CN': '申请金额' } as const
const NOT_ASKED = { en: 'Not asked for', 'zh-CN': '未申请部分' } as const

const linesOf = ({ reviewed: { calculation } }: DryRun, amount: Money): EligibilityLine[] => {
  if (!calculation) return [{ label: ASKED, minor: amount.minor }]
  const lines = calculation.lines.map(({ label, minor, article }) => ({ label, minor, article }))
  const rest_minor = amount.minor - calculation.sum.minor
  return rest_minor === 0 ? lines : [...lines, { label: NOT_ASKED, minor: rest_minor }]
}

const windowOf = ({ request: { reason, facts, requestedAt, now } }: EligibilityQuestion, { pack }: Rules): Eligibility['window'] => {
  const until = windowEndOf(pack, reason, facts.placedAt)
  return until === undefined ? { late: false } : { until, late: (requestedAt ?? now) > until }
}

/** Each stage is opened, at the latest, when the one before it is due. */
const stagesAhead = ({ opened, events }: DryRun, { missingEvidence, needs }: Pick<Eligibility, 'missingEvidence' | 'needs'>, rules: Rules): StageOpening[] => {
  const byPerson: Stage[] = ['review', ...(needs.settlement ? ['settlement' as const] : needs.secondApprover ? ['decision' as const] : [])]
  const path: Stage[] = [
    ...(missingEvidence.length > 0 ? ['intake' as const] : []),
    ...(eventIn(events, 'RefundApproved') ? [] : byPerson),
    'payout',
    ...(rules.pack.receipt.mode === 'confirm' ? ['receipt' as const] : []),
  ]
  return path.reduce<StageOpening[]>((openings, stage) => [...openings, openStage(rules, stage, openings.at(-1)?.dueAt ?? opened.openedAt)], [])
}
