import type { Decision } from '@recourse/kernel'
import type { AssignReview } from '../commands.js'
import { ReviewAssigned } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { notIn, reviewerIsRequester } from './guards.js'

export const assignReview = ({ assignee }: AssignReview, state: OpenedCase): Decision =>
  notIn(state, 'review') ?? reviewerIsRequester(assignee, state) ?? (state.assignee === assignee ? [] : [ReviewAssigned({ assignee })])
