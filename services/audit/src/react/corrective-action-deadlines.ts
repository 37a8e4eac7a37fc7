import { defineDeadlines, type DeadlineSet } from '@recourse/event-flow'
import { spotCheckDeadlinesOf, spotCheckDecider, spotCheckEvents } from '@recourse/spot-check'

/** A corrective action past its due time is marked once. */
export const correctiveActionDeadlines: DeadlineSet = defineDeadlines({
  name: 'corrective_action_deadline',
  version: 1,
  events: spotCheckEvents,
  deadlinesOf: spotCheckDeadlinesOf,
  fire: ({ dueAt, data, stream }, execution) =>
    execution.execute(spotCheckDecider, stream, { type: 'MarkCorrectiveActionOverdue', dueAt, actionId: (data as { readonly actionId: string }).actionId }),
})
