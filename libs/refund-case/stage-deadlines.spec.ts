import { describe, expect, it } from '@jest/globals'
import { addMilliseconds } from '@recourse/kernel'
import { WorkingCalendar } from '@recourse/policy'
import type { RefundCaseEvent } from './events/index.js'
import { explainDeadline, stageDeadlinesOf } from './stage-deadlines.js'
import {
  approve, CALENDAR, CASE_ID, closedPaid, command, DAY_ms, evidence, HOUR_ms, inDecision, inReview, restartedWith, stateOf, T0, testPack,
  WORKING_DAYS, type CaseStream,
} from './testing.js'

const after = (milliseconds: number) => addMilliseconds(T0, milliseconds)
const explain = (stream: CaseStream, { changes = {}, calendar = new WorkingCalendar([]), now = T0, stage = 'review' as const } = {}) =>
  explainDeadline(stream.events as RefundCaseEvent[], stage, testPack(changes), calendar, now)!
const inWorkingDays = () => restartedWith(CALENDAR, inReview(WORKING_DAYS), WORKING_DAYS)

describe('the deadlines of a case (LS13)', () => {
  it('are told for each stage it was in, with role, clause and when it was left', () => {
    expect(stageDeadlinesOf(closedPaid().events as RefundCaseEvent[])).toMatchObject([
      { id: `${CASE_ID}.intake`, stage: 'intake', role: 'customer', clause: 'time', openedAt: T0, leftAt: T0, dueAt: after(24 * HOUR_ms) },
      { id: `${CASE_ID}.review`, stage: 'review', leftAt: T0, overdue: false, provisional: false, pauses: [] },
      { id: `${CASE_ID}.payout`, stage: 'payout', leftAt: T0 },
      { id: `${CASE_ID}.receipt`, stage: 'receipt', role: 'agent', leftAt: T0 },
    ])
  })

  it('are those of the last opening', () => {
    const stream = inDecision()
    stream.given(command('RejectApproval', { approvalHash: stateOf(stream).proposal!.approvalHash, reason: 'x' }, { now: after(HOUR_ms) }))
    const deadlines = stageDeadlinesOf(stream.events as RefundCaseEvent[])
    expect(deadlines.find(({ stage }) => stage === 'review')).toMatchObject({ openedAt: after(HOUR_ms), dueAt: after(13 * HOUR_ms) })
    expect(deadlines.find(({ stage }) => stage === 'review')).not.toHaveProperty('leftAt')
    expect(deadlines.find(({ stage }) => stage === 'decision')).toMatchObject({ leftAt: after(HOUR_ms) })
  })
})

describe('an explanation (LS13)', () => {
  it('names rule, role, clause and every day, and agrees with what was recorded', () => {
    const stream = inWorkingDays()
    const { stage, dueAt } = stateOf(stream).stage
    stream.given(command('RecountDeadline', { stage, dueAt }))
    expect(explain(stream, { changes: WORKING_DAYS, calendar: CALENDAR })).toMatchObject({
      rule: { workingDays: 3 }, role: 'reviewer', clause: 'time', clauseText: { id: 'time', citations: [{ law: '消法' }] },
      dueAt: '2026-03-06T15:59:59.999Z', provisional: false, calendarVersion: 'cn-2026@00000000', agrees: true,
      counted: {
        days: [
          { day: '2026-03-02', kind: 'start' }, { day: '2026-03-03', kind: 'counted', n: 1 }, { day: '2026-03-04', kind: 'holiday', name: '假日' },
          { day: '2026-03-05', kind: 'counted', n: 2 }, { day: '2026-03-06', kind: 'counted', n: 3 },
        ],
      },
    })
  })

  it('lists the days on which the customer was waited for, also while the clock stands still', () => {
    const stream = inWorkingDays().given(command('RequestEvidence', { kinds: ['chat'] }, { now: after(DAY_ms) }))
    const waiting = explain(stream, { changes: WORKING_DAYS, calendar: CALENDAR, now: after(3 * DAY_ms) })
    expect(waiting).toMatchObject({ waitingForCustomer: { since: after(DAY_ms), until: after(2 * DAY_ms) }, agrees: true })
    expect(waiting.counted.days.map(({ kind }) => kind)).toEqual(['start', 'paused', 'holiday', 'counted', 'counted', 'weekend', 'weekend', 'counted'])
    stream.given({ ...evidence('chat'), now: after(3 * DAY_ms) })
    const resumed = explain(stream, { changes: WORKING_DAYS, calendar: CALENDAR, now: after(30 * DAY_ms) })
    expect(resumed).toMatchObject({ dueAt: '2026-03-09T15:59:59.999Z', agrees: true, pauses: [{ from: after(DAY_ms), to: after(2 * DAY_ms) }] })
    expect(resumed.counted.days).toEqual(waiting.counted.days)
    expect(resumed).not.toHaveProperty('waitingForCustomer')
  })

  it('says when the due time was counted by other data', () => {
    const provisional = explain(inReview(WORKING_DAYS), { changes: WORKING_DAYS, calendar: CALENDAR })
    expect(provisional).toMatchObject({ provisional: true, dueAt: '2026-03-05T15:59:59.999Z', agrees: false, counted: { dueAt: '2026-03-06T15:59:59.999Z' } })
  })

  it('ends with the stage, whenever it is asked for', () => {
    const stream = inReview().given(approve(10_000, { now: after(HOUR_ms) }))
    expect(explain(stream, { now: after(99 * DAY_ms) })).toEqual(explain(stream, { now: after(HOUR_ms) }))
    expect(explainDeadline(stream.events as RefundCaseEvent[], 'decision', testPack(), CALENDAR, T0)).toBeUndefined()
  })
})
