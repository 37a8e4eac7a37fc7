import type { Decision, Refusal } from '@recourse/kernel'
import type { AssignReview } from '../commands.js'
import { ReviewAssigned } from '../events/index.js'
import { assigneeOf, type OpenedCase } from '../state.js'
import { notACheckerByPerson } from './confirm-approval.js'
import { notAnAppealJudge } from './decide-appeal.js'
import { notIn, refuserDecidesAgain, reviewerIsRequester } from './guards.js'

/** Only to somebody who may act on the stage that is open. */
export const assignReview = ({ assignee }: AssignReview, state: OpenedCase): Decision => {
  const refusal = notIn(state, 'review', 'settlement', 'decision', 'appeal') ?? mayNotAct(assignee, state)
  if (refusal) return refusal
  const stage = state.phase === 'review' ? {} : { stage: state.stage.stage }
  return assigneeOf(state) === assignee ? [] : [ReviewAssigned({ assignee, ...stage })]
}

const mayNotAct = (assignee: string, state: OpenedCase): Refusal | undefined => {
  if (state.phase === 'decision') return notACheckerByPerson(assignee, state, state.proposal!)
  if (state.phase === 'appeal') return notAnAppealJudge(assignee, state)
  return reviewerIsRequester(assignee, state) ?? (state.phase === 'review' ? refuserDecidesAgain(assignee, state) : undefined)
}
