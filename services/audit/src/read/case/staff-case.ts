import { assigneeOf, type OpenedCase } from '@recourse/refund-case'

/** Every stage has one role that answers for it, and either somebody who was given it or the queue it waits in (`GET /review-queue?stage=`). */
export type StaffCase = Omit<OpenedCase, 'stage'> & {
  readonly stage: OpenedCase['stage'] & { readonly assignee?: string; readonly queue?: string }
}

/** The whole state; `stage` also tells who has it. Of a closed case nobody has anything. */
export const staffCase = (state: OpenedCase): StaffCase => ({ ...state, stage: { ...state.stage, ...holderOf(state) } })

const holderOf = (state: OpenedCase): { assignee?: string; queue?: string } => {
  if (state.phase === 'closed') return {}
  const assignee = assigneeOf(state)
  return assignee ? { assignee } : { queue: state.phase }
}
