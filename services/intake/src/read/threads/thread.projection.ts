import { defineProjection } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import {
  AppealLodged, ContactAttempted, CustomerErased, MessageAnswerOverdue, MessagePosted, MessagesRead, NoticeUnread, PayoutReturned, RefundCaseClosed, RefundRequested,
} from '@recourse/refund-case'

const ANSWERED = { asked_at: null, answer_by: null, overdue: false }
const TOLD = { task_since: null, task_kind: null, task_no: null }

/** One row per case: since when the customer waits for an answer, and what somebody has to tell them because they have not read it. */
export const threadProjection = defineProjection({
  name: 'thread',
  version: 1,
  events: [
    RefundRequested, MessagePosted, MessagesRead, MessageAnswerOverdue, NoticeUnread, ContactAttempted, CustomerErased, RefundCaseClosed, PayoutReturned, AppealLodged,
  ],
  columns: {
    tenant: 'text', case_id: 'text', order_id: 'text', pack: 'text', asked_at: 'timestamptz?', answer_by: 'timestamptz?', overdue: 'boolean',
    task_since: 'timestamptz?', task_kind: 'text?', task_no: 'integer?',
    /** Whoever has the money need not be told that it comes. */
    paid: 'boolean',
  },
  key: ['tenant', 'case_id'],
  indexes: [['answer_by'], ['task_since']],
  reduce: (rows, event) => {
    const { tenant, id } = parseStreamName(event.stream)
    if (event.type === 'RefundRequested') {
      rows.put({ tenant, case_id: id, order_id: event.data.orderId, pack: event.data.pack.id, ...ANSWERED, ...TOLD, paid: false })
      return
    }
    const row = rows.get(tenant, id)!
    const { recordedAt } = event.metadata
    switch (event.type) {
      case 'MessagePosted':
        if (event.data.answerBy) rows.put({ ...row, asked_at: recordedAt, answer_by: event.data.answerBy, overdue: false })
        else if (event.data.answers) rows.put({ ...row, ...ANSWERED })
        break
      case 'MessageAnswerOverdue': rows.put({ ...row, overdue: true }); break
      case 'NoticeUnread': rows.put({ ...row, task_since: recordedAt, task_kind: event.data.kind, task_no: event.data.messageNo }); break
      case 'MessagesRead': if (row.task_no !== null && (row.task_no as number) <= event.data.upTo) rows.put({ ...row, ...TOLD }); break
      case 'ContactAttempted': if (event.data.outcome === 'REACHED') rows.put({ ...row, ...TOLD }); break
      case 'RefundCaseClosed': rows.put({ ...row, paid: event.data.outcome === 'paid' }); break
      case 'PayoutReturned':
      case 'AppealLodged': rows.put({ ...row, paid: false }); break
      case 'CustomerErased': rows.put({ ...row, ...ANSWERED, ...TOLD }); break
    }
  },
})
