import { carePlanDeadlinesOf, carePlanEvents, commandAtCarePlanDeadline, type CarePlanDeadline } from '@recourse/care-plan'
import { defineDeadlines, type DeadlineSet } from '@recourse/event-flow'
import type { CarePlanDecider } from '../domain.js'

/** Tasks and problems that pass their due time are recorded as overdue. */
export const carePlanDeadlines = (decider: CarePlanDecider): DeadlineSet =>
  defineDeadlines({
    name: 'care_plan_deadline',
    version: 1,
    events: carePlanEvents,
    deadlinesOf: carePlanDeadlinesOf,
    fire: ({ stream, data }, execution) => execution.execute(decider, stream, commandAtCarePlanDeadline({ data: data as CarePlanDeadline['data'] })),
  })
