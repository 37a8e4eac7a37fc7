import { definePolicy, send, type Policy } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import { refundCaseStream } from '@recourse/refund-case'
import { SpotCheckRevealed } from '@recourse/spot-check'
import type { RefundCaseDecider } from '../domain.js'

/** Every case that was drawn knows it. */
export const whenSpotCheckRevealedThenNoteOnCases = (decider: RefundCaseDecider): Policy =>
  definePolicy({
    name: 'when-spot-check-revealed-then-note-on-cases',
    events: [SpotCheckRevealed],
    stale: [],
    when: ({ stream, data }) => {
      const { tenant, id: roundId } = parseStreamName(stream)
      return data.strata.flatMap(({ selected }) => selected).map((caseId) => send(decider, refundCaseStream(tenant, caseId), { type: 'SelectForSpotCheck', roundId }, caseId))
    },
  })
