import { definePolicy } from '@recourse/event-flow';
import { RefundCaseClosed } from '@recourse/refund-case';
/** Customers are asked how it went. Those of imported history are not: their case ended long ago, somewhere else. */
export const whenRefundCaseClosedThenSendSurvey = (decider) => definePolicy({
    name: 'when-refund-case-closed-then-send-survey',
    events: [RefundCaseClosed],
    // The money came back and the case is open again: it is asked about when it closes for good.
    stale: ['WrongPhase'],
    effect: async (event, execution) => {
        const { events } = await execution.load(decider, event.stream);
        if (events[0].metadata.actor.role === 'importer')
            return;
        await execution.execute(decider, event.stream, { type: 'SendSurvey', channel: 'LINK' });
    },
});
//# sourceMappingURL=when-refund-case-closed-then-send-survey.policy.js.map