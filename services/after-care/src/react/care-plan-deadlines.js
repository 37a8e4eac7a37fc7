import { carePlanDeadlinesOf, carePlanEvents, commandAtCarePlanDeadline } from '@recourse/care-plan';
import { defineDeadlines } from '@recourse/event-flow';
import { addMilliseconds } from '@recourse/kernel';
/** Tasks and problems that pass their due time are recorded as overdue. */
export const carePlanDeadlines = (decider) => defineDeadlines({
    name: 'care_plan_deadline',
    version: 1,
    events: carePlanEvents,
    // What may still be done in its last millisecond is overdue from the next one on.
    deadlinesOf: (event) => {
        const { set, clear } = carePlanDeadlinesOf(event);
        return { clear, set: set.map((deadline) => ({ ...deadline, dueAt: addMilliseconds(deadline.dueAt, 1) })) };
    },
    fire: ({ stream, data }, execution) => execution.execute(decider, stream, commandAtCarePlanDeadline({ data: data })),
});
//# sourceMappingURL=care-plan-deadlines.js.map