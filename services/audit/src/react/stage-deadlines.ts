import { defineDeadlines, type DeadlineSet } from '@recourse/event-flow'
import { commandAtDeadline, deadlinesOf, refundCaseEvents, type RefundCaseDeadline } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'

const OURS = ['stage', 'escalation', 'evidence', 'approval', 'legalOpinion', 'offer'] as const
type StageDeadline = Extract<RefundCaseDeadline, { name: (typeof OURS)[number] }>
const isOurs = (name: string): boolean => OURS.some((our) => our === name)

/** Whatever becomes late before the money is sent: a stage, a level of its escalation, evidence, a proposal, an opinion, an offer. */
export const stageDeadlines = (decider: RefundCaseDecider): DeadlineSet =>
  defineDeadlines({
    name: 'stage_deadline',
    version: 2,
    events: refundCaseEvents,
    deadlinesOf: (event) => {
      const { set, clear } = deadlinesOf(event)
      return { set: set.filter(({ name }) => isOurs(name)), clear: clear.filter(isOurs) }
    },
    fire: ({ name, dueAt, data, stream }, execution) => execution.execute(decider, stream, commandAtDeadline({ name, dueAt, data } as StageDeadline)),
  })
