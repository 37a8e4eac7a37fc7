import { defineDeadlines, type DeadlineSet } from '@recourse/event-flow'
import { policyPackDecider, policyPackEvents } from '@recourse/policy'

const nameOf = (version: string): string => `clause-review/${version}`

/** A version whose clauses nobody has checked by `reviewBy` is marked once; a confirmed review moves the date. */
export const clauseReviewDeadlines: DeadlineSet = defineDeadlines({
  name: 'clause_review_deadline',
  version: 1,
  events: policyPackEvents,
  deadlinesOf: ({ type, data: { version, reviewBy } }) =>
    type === 'ClauseReviewOverdue' ? { clear: [nameOf(version)] } : { set: [{ name: nameOf(version), dueAt: reviewBy, data: { version } }] },
  fire: ({ stream, dueAt, data }, execution) =>
    execution.execute(policyPackDecider, stream, { type: 'MarkClauseReviewOverdue', version: (data as { version: string }).version, reviewBy: dueAt }),
})
