import { defineDeadlines, type DeadlineChanges, type DeadlineSet } from '@recourse/event-flow'
import { hashOf } from '@recourse/kernel'
import { shanghaiDay, type WorkingCalendar } from '@recourse/policy'
import { refundCaseEvents, type RefundCaseEvent, type Stage } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'

interface Provisional {
  readonly stage: Stage
  readonly dueAt: string
  readonly provisional: boolean
}

/**
 * Counts provisional due times again once there is calendar data for them. A row stands for each one that the data of this process can count, so the
 * view is built anew whenever the data is another; and every fingerprint fires under a name of its own. Nothing polls for data that is not there.
 */
export const recountDeadlines = (decider: RefundCaseDecider, calendar: WorkingCalendar): DeadlineSet => {
  const fingerprint = hashOf(calendar.versions()).slice(0, 8)
  const name = `recount@${fingerprint}`
  return defineDeadlines({
    name: 'recount_deadline',
    version: Number.parseInt(fingerprint, 16),
    events: refundCaseEvents,
    deadlinesOf: (event): DeadlineChanges => {
      const counted = countedIn(event)
      if (!counted) return event.type === 'RefundCaseClosed' || event.type === 'DeadlineRecounted' ? { clear: [name] } : {}
      const { stage, dueAt } = counted
      const { recordedAt } = event.metadata
      return isCountable(counted, recordedAt, calendar) ? { set: [{ name, dueAt: recordedAt, data: { stage, dueAt } }] } : { clear: [name] }
    },
    fire: ({ data, stream }, execution) => execution.execute(decider, stream, { type: 'RecountDeadline', ...data as { stage: Stage; dueAt: string } }),
  })
}

/** The due time that an event counts for the open stage. */
const countedIn = (event: RefundCaseEvent): Provisional | undefined =>
  event.type === 'ClockResumed' ? event.data : 'opens' in event.data ? event.data.opens : undefined

/** Whether there is data now for the years on the way. */
const isCountable = ({ provisional, dueAt }: Provisional, since: string, calendar: WorkingCalendar): boolean =>
  provisional && [since, dueAt].every((instant) => !calendar.workday(shanghaiDay(instant)).provisional)
