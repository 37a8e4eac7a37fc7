import { defineDeadlines, type DeadlineSet } from '@recourse/event-flow'
import { commandAtDeadline, deadlinesOf, refundCaseEvents, type RefundCaseDeadline } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'

type StageDeadline = Extract<RefundCaseDeadline, { name: 'stage' | 'escalation' }>
const OURS: readonly RefundCaseDeadline['name'][] = ['stage', 'escalation']

/** A stage past its due time is marked once, then escalated level by level. */
export const stageDeadlines = (decider: RefundCaseDecider): DeadlineSet =>
  defineDeadlines({
    name: 'stage_deadline',
    version: 1,
    events: refundCaseEvents,
    deadlinesOf: (event) => {
      const { set, clear } = deadlinesOf(event)
      return { set: set.filter(({ name }) => OURS.includes(name)), clear: clear.filter((name) => OURS.includes(name)) }
    },
    fire: ({ name, dueAt, data, stream }, execution) => execution.execute(decider, stream, commandAtDeadline({ name, dueAt, data } as StageDeadline)),
  })
