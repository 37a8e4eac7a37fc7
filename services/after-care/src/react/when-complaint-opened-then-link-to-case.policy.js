import { ComplaintOpened } from '@recourse/care-plan';
import { definePolicy, send } from '@recourse/event-flow';
import { refundCaseStream } from '@recourse/refund-case';
/** A complaint about a case stands in that case's history too. */
export const whenComplaintOpenedThenLinkToCase = (decider) => definePolicy({
    name: 'when-complaint-opened-then-link-to-case',
    events: [ComplaintOpened],
    stale: [],
    when: ({ data: { complaintId, caseId }, metadata: { tenant } }) => caseId ? send(decider, refundCaseStream(tenant, caseId), { type: 'LinkComplaint', complaintId }) : undefined,
});
//# sourceMappingURL=when-complaint-opened-then-link-to-case.policy.js.map