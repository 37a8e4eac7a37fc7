import { defineProjection } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import { assigneeOf, confirmedOf, evolveRefundCase, isStaffAction, pausedSince, refundCaseEvents, UNOPENED, type RefundCase } from '@recourse/refund-case'

/** One row per case, folded by the decider's own `evolve`: what the list and the review queue show. */
export const refundCaseProjection = defineProjection({
  name: 'refund_case',
  version: 4,
  events: refundCaseEvents,
  columns: {
    tenant: 'text', case_id: 'text', version: 'integer', order_id: 'text', pack: 'text', reason: 'text', phase: 'text', stage: 'text', role: 'text',
    requested_minor: 'bigint', approved_minor: 'bigint?', paid_minor: 'bigint', currency: 'text', requested_at: 'timestamptz', opened_at: 'timestamptz', due_at: 'timestamptz',
    overdue: 'boolean', escalation_level: 'integer', provisional: 'boolean', waiting_for_customer: 'boolean', assignee: 'text?', taken: 'integer', rule_id: 'text?', approval_hash: 'text?', outcome: 'text?', customer: 'text', closed_at: 'timestamptz?', first_action_at: 'timestamptz?', risk: 'jsonb?', mood: 'text?', state: 'jsonb',
  },
  key: ['tenant', 'case_id'],
  indexes: [['phase', 'taken', 'due_at'], ['opened_at'], ['order_id'], ['customer', 'opened_at'], ['closed_at']],
  reduce: (rows, event) => {
    const { tenant, id } = parseStreamName(event.stream)
    const before = rows.get(tenant, id)
    const state = evolveRefundCase((before?.state as RefundCase | undefined) ?? UNOPENED, event)
    if (state.phase === 'unopened') throw new Error(`${event.stream} does not begin with RefundRequested`)
    rows.put({
      tenant, case_id: id, version: event.version, order_id: state.orderId, pack: state.pack.id, reason: state.reason, phase: state.phase, stage: state.stage.stage, role: state.stage.role,
      requested_minor: state.requested.minor, approved_minor: state.approved?.minor ?? null, paid_minor: confirmedOf(state).minor, currency: state.requested.currency,
      requested_at: state.requestedAt, opened_at: state.openedAt, due_at: state.stage.dueAt, overdue: state.overdue, escalation_level: state.escalationLevel, provisional: state.stage.provisional, waiting_for_customer: pausedSince(state) !== undefined,
      assignee: assigneeOf(state) ?? null, taken: assigneeOf(state) ? 1 : 0, rule_id: event.type === 'AutoReviewed' ? event.data.ruleId : (before?.rule_id ?? null),
      approval_hash: state.proposal?.approvalHash ?? null, outcome: state.outcome ?? null,
      first_action_at: before?.first_action_at ?? (isStaffAction(event) ? event.metadata.recordedAt : null),
      customer: state.customer, closed_at: state.phase === 'closed' ? (before?.closed_at ?? event.metadata.recordedAt) : null, risk: state.risk ?? null, mood: state.mood ?? null, state,
    })
  },
})
