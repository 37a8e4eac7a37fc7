import { ComplaintOpened } from '@recourse/care-plan'
import { definePolicy, send, type Policy } from '@recourse/event-flow'
import { refundCaseStream } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'

/** A complaint about a case stands in that case's history too. */
export const whenComplaintOpenedThenLinkToCase = (decider: RefundCaseDecider): Policy =>
  definePolicy({
    name: 'when-complaint-opened-then-link-to-case',
    events: [ComplaintOpened],
    stale: [],
    when: ({ data: { complaintId, caseId }, metadata: { tenant } }) =>
      caseId ? send(decider, refundCaseStream(tenant, caseId), { type: 'LinkComplaint', complaintId }) : undefined,
  })
