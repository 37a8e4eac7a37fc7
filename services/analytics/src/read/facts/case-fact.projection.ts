import { defineProjection, type RowOf } from '@recourse/event-flow'
import { parseStreamName, type EventOf } from '@recourse/kernel'
import { AGREEMENT, MANUAL, refundCaseEvents, type RefundCaseEvent, type RefundRequested } from '@recourse/refund-case'
import { changePayout, totalsOf, type PayoutFacts } from './payouts.js'

const columns = {
  tenant: 'text', case_id: 'text', version: 'integer', order_id: 'text', pack: 'text', pack_version: 'text', reason: 'text', origin: 'text', imported: 'boolean',
  currency: 'text', requested_minor: 'bigint', approved_minor: 'bigint?', refunded_minor: 'bigint', channel: 'text?', outcome: 'text?', verdict: 'text?',
  requested_at: 'timestamptz', opened_at: 'timestamptz', evidence_complete_at: 'timestamptz?', first_action_at: 'timestamptz?', decided_at: 'timestamptz?',
  approved_at: 'timestamptz?', sent_at: 'timestamptz?', confirmed_at: 'timestamptz?', closed_at: 'timestamptz?',
  escalations: 'integer', resubmissions: 'integer', survey_score: 'integer?', payouts: 'jsonb',
} as const

export type CaseFact = RowOf<typeof columns>

/**
 * One row per refund case, with what the measures need. `requested_at` is as stated, by an importer or else the moment itself; every other time is when
 * the event was recorded. `refunded_minor` is what was confirmed and did not come back. `verdict` of the latest decision: automatic or manual.
 */
export const caseFactProjection = defineProjection({
  name: 'case_fact',
  version: 2,
  events: refundCaseEvents,
  columns,
  key: ['tenant', 'case_id'],
  indexes: [['requested_at'], ['pack', 'requested_at']],
  reduce: (rows, event) => {
    const { tenant, id } = parseStreamName(event.stream)
    if (event.type === 'RefundRequested') return rows.put(opened(tenant, id, event))
    const fact = rows.get(tenant, id)
    if (!fact) throw new Error(`${event.stream} has no RefundRequested before ${event.type}`)
    rows.put({ ...fact, ...firstAction(fact, event), ...changeOf(fact, event), version: event.version })
  },
})

const opened = (tenant: string, case_id: string, { version, data, metadata }: EventOf<typeof RefundRequested>): CaseFact => ({
  tenant, case_id, version, order_id: data.orderId, pack: data.pack.id, pack_version: data.pack.version, reason: data.reason, origin: data.origin,
  imported: metadata.actor.role === 'importer', currency: data.requested.currency, requested_minor: data.requested.minor, approved_minor: null,
  refunded_minor: 0, channel: null, outcome: null, verdict: null, requested_at: data.requestedAt, opened_at: metadata.recordedAt,
  evidence_complete_at: null, first_action_at: null, decided_at: null, approved_at: null, sent_at: null, confirmed_at: null, closed_at: null,
  escalations: 0, resubmissions: 0, survey_score: null, payouts: {},
})

/** What moves a case on from the house's side. A machine that only refers a case to people has done nothing for its customer yet. */
const ACTIONS: ReadonlySet<string> = new Set<RefundCaseEvent['type']>([
  'ReviewAssigned', 'ReviewFindingRecorded', 'EvidenceRequested', 'ContactAttempted', 'ApprovalProposed', 'RefundApproved', 'RefundRefused', 'TakenOver',
])

const BY_PEOPLE: readonly string[] = [MANUAL, AGREEMENT]

const firstAction = ({ first_action_at }: CaseFact, { type, metadata }: RefundCaseEvent): Partial<CaseFact> =>
  first_action_at === null && ACTIONS.has(type) ? { first_action_at: metadata.recordedAt } : {}

const changeOf = (fact: CaseFact, event: RefundCaseEvent): Partial<CaseFact> => {
  const at = event.metadata.recordedAt
  const decided_at = fact.decided_at ?? at
  switch (event.type) {
    case 'ReviewOpened': return { evidence_complete_at: fact.evidence_complete_at ?? at }
    case 'RefundApproved':
      return { decided_at, verdict: BY_PEOPLE.includes(event.data.ruleId) ? 'manual' : 'automatic', approved_at: at, approved_minor: event.data.amount.minor }
    case 'RefundRefused':
    case 'RemedyAgreed': return { decided_at, verdict: 'manual' }
    case 'ReservationLost': return { approved_at: null, approved_minor: null, verdict: null }
    case 'PayoutRequested': {
      const { payoutNo, amount, channel, resubmits } = event.data
      return {
        ...paid(fact, { ...payoutsOf(fact), [payoutNo]: { amount_minor: amount.minor, channel } }),
        resubmissions: fact.resubmissions + (resubmits === undefined ? 0 : 1),
      }
    }
    case 'PayoutResubmitted':
      return { ...paid(fact, changePayout(payoutsOf(fact), event.data.payoutNo, { void: undefined, sent_at: undefined })), resubmissions: fact.resubmissions + 1 }
    case 'PayoutSubmitted':
    case 'PayoutAbnormal': {
      const { sent_at = at } = payoutsOf(fact)[event.data.payoutNo]!
      return paid(fact, changePayout(payoutsOf(fact), event.data.payoutNo, { sent_at }))
    }
    case 'PayoutConfirmed': {
      const { sent_at = at } = payoutsOf(fact)[event.data.payoutNo]!
      return paid(fact, changePayout(payoutsOf(fact), event.data.payoutNo, { void: undefined, sent_at, confirmed_at: at }))
    }
    case 'PayoutFailed': return paid(fact, changePayout(payoutsOf(fact), event.data.payoutNo, { void: true }))
    case 'PayoutReturned': return { ...paid(fact, changePayout(payoutsOf(fact), event.data.payoutNo, { void: true })), outcome: null, closed_at: null }
    case 'SurveyAnswered': return { survey_score: event.data.score }
    case 'RefundCaseClosed': return { outcome: event.data.outcome, closed_at: at }
    case 'AppealLodged': return { outcome: null, closed_at: null }
    case 'CaseEscalated': return { escalations: fact.escalations + 1 }
    default: return {}
  }
}

const payoutsOf = (fact: CaseFact): PayoutFacts => fact.payouts as PayoutFacts

const paid = (fact: CaseFact, payouts: PayoutFacts): Partial<CaseFact> => ({ payouts, ...totalsOf(payouts, fact.approved_minor) })
