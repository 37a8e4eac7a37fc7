import { defineDeadlines, type DeadlineSet } from '@recourse/event-flow'
import { commandAtDeadline, deadlinesOf, refundCaseEvents, type RefundCaseDeadline } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'

type ThreadDeadline = Extract<RefundCaseDeadline, { name: 'answer' | 'noticeRead' }>
const isOurs = (name: string): boolean => name === 'answer' || name === 'noticeRead'

/** A customer who waits for an answer, and a notice that waits for its reader. */
export const threadDeadlines = (decider: RefundCaseDecider): DeadlineSet =>
  defineDeadlines({
    name: 'thread_deadline',
    version: 1,
    events: refundCaseEvents,
    deadlinesOf: (event) => {
      const { set, clear } = deadlinesOf(event)
      return { set: set.filter(({ name }) => isOurs(name)), clear: clear.filter(isOurs) }
    },
    fire: ({ name, dueAt, stream }, execution) => execution.execute(decider, stream, commandAtDeadline({ name, dueAt, data: null } as ThreadDeadline)),
  })
