import { defineProjection } from '@recourse/event-flow'
import { parseStreamName, type RecordedEvent } from '@recourse/kernel'
import {
  CorrectiveActionCompleted, CorrectiveActionOpened, CorrectiveActionOverdue, CorrectiveActionReturned, CorrectiveActionVerified,
} from '@recourse/spot-check'

const keyOf = ({ stream, data }: RecordedEvent<string, { readonly actionId: string }>) => {
  const { tenant, id } = parseStreamName(stream)
  return [tenant, id, data.actionId] as const
}

/** One row per corrective action: who has to do what until when. Its text stays sealed in the log. */
export const correctiveActionProjection = defineProjection({
  name: 'corrective_action',
  version: 1,
  events: [CorrectiveActionOpened, CorrectiveActionOverdue, CorrectiveActionCompleted, CorrectiveActionReturned, CorrectiveActionVerified],
  columns: { tenant: 'text', round_id: 'text', action_id: 'text', case_id: 'text', owner: 'text', due_at: 'timestamptz', status: 'text', overdue: 'boolean' },
  key: ['tenant', 'round_id', 'action_id'],
  indexes: [['due_at'], ['owner', 'due_at']],
  keysOf: (event) => [keyOf(event)],
  reduce: (rows, event) => {
    const [tenant, round_id, action_id] = keyOf(event)
    if (event.type === 'CorrectiveActionOpened') {
      const { caseId, owner, dueAt } = event.data
      return rows.put({ tenant, round_id, action_id, case_id: caseId, owner, due_at: dueAt, status: 'open', overdue: false })
    }
    const row = rows.get(tenant, round_id, action_id)
    if (!row) throw new Error(`${event.stream} has no corrective action ${action_id}`)
    switch (event.type) {
      case 'CorrectiveActionOverdue': return rows.put({ ...row, overdue: true })
      case 'CorrectiveActionCompleted': return rows.put({ ...row, status: 'done' })
      case 'CorrectiveActionReturned': return rows.put({ ...row, status: 'open', due_at: event.data.dueAt, overdue: false })
      case 'CorrectiveActionVerified': return rows.put({ ...row, status: 'verified' })
    }
  },
})
