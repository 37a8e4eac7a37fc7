import { definePolicy, send, type Policy } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import { refundCaseStream } from '@recourse/refund-case'
import { CheckCompleted } from '@recourse/spot-check'
import type { RefundCaseDecider } from '../domain.js'

/** The history of a case says that it was checked, and whether something was found. */
export const whenCheckCompletedThenNoteOnCase = (decider: RefundCaseDecider): Policy =>
  definePolicy({
    name: 'when-check-completed-then-note-on-case',
    events: [CheckCompleted],
    stale: [],
    when: ({ stream, data: { caseId, ok } }) => {
      const { tenant, id: roundId } = parseStreamName(stream)
      return send(decider, refundCaseStream(tenant, caseId), { type: 'CompleteSpotCheck', roundId, ok })
    },
  })
