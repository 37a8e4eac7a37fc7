import { hashOf, isRefusal, StreamInMemory, type CommandContext, type Instant, type Refusal } from '@recourse/kernel'
import type { PackLookup, WorkingCalendar } from '@recourse/policy'
import type { AutomaticallyReview, RefundCaseCommand, RequestRefund, RiskHistory } from '../commands.js'
import { refundCaseDecider } from '../decider.js'
import type { RefundCaseEvent } from '../events/index.js'
import type { OpenedCase, RefundCase } from '../state.js'
import { refundCaseStream } from '../stream.js'
import type { EligibilityQuestion } from './eligibility.js'

/** What the case would be, had it been opened: the same deciders, folding into nothing but memory. */
export interface DryRun {
  readonly opened: OpenedCase
  readonly reviewed: OpenedCase
  readonly events: readonly RefundCaseEvent[]
  /** Why the prepaid calculation could not be made. */
  readonly notCalculated?: Refusal
}

/** A history in which nothing calls for a person. */
const QUIET: RiskHistory = { casesLast90Days: 0, casesLast24Hours: 0, refundedShare_percent: 0, sameEvidenceOnOtherCases: 0 }

/** Opens the case, brings whatever evidence the reason demands, has the machine look at it, and computes a prepaid contract. */
export const dryRunOf = ({ request, history = QUIET, prepaid }: EligibilityQuestion, packs: PackLookup, calendar: WorkingCalendar): DryRun | Refusal => {
  const stream = new StreamInMemory<RefundCase, RefundCaseCommand>(refundCaseDecider(packs, calendar), refundCaseStream(request.tenant, request.caseId))
  const refused = stream.when(request)
  if (isRefusal(refused)) return refused
  const opened = openedIn(stream.state)
  const context = contextOf(request)
  for (const kind of opened.missingEvidence) {
    stream.given({ type: 'AttachEvidence', ...context(kind), evidenceId: kind, sha256: hashOf(kind), size_bytes: 1, mediaType: 'image/png', kind })
  }
  stream.given({ type: 'AutomaticallyReview', ...context('review'), facts: reviewFacts(request, history) })
  const reviewed = openedIn(stream.state)
  const calculation = prepaid && reviewed.phase === 'review' ? stream.when({ type: 'CalculateRefund', ...context('calculation'), ...prepaid }) : undefined
  return { opened, reviewed: openedIn(stream.state), events: stream.events as RefundCaseEvent[], ...(isRefusal(calculation) ? { notCalculated: calculation } : {}) }
}

const openedIn = (state: RefundCase): OpenedCase => {
  if (state.phase === 'unopened') throw new Error('a request that was not refused opens a case')
  return state
}

const reviewFacts = ({ facts: { placedAt, rest, delivery } }: RequestRefund, history: RiskHistory): AutomaticallyReview['facts'] =>
  ({ placedAt, rest, history, ...(delivery ? { delivery } : {}) })

/** Who brings the evidence, computes, and does what the system would do: nobody that a case could be about. */
const contextOf = ({ id, tenant, now, correlationId }: RequestRefund) => (step: string): CommandContext & { readonly now: Instant } =>
  ({ id: `${id}/${step}`, tenant, now, correlationId, actor: { id: 'dry-run', roles: ['agent', 'reviewer', 'service'] } })
