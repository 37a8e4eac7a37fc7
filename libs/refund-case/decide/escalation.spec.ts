import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, outcomeOfDecision as outcome } from '@recourse/kernel'
import { approve, closedPaid, command, HOUR_ms, inDecision, inReview, stateOf, T0 } from '../testing.js'

const dueAt = addMilliseconds(T0, 12 * HOUR_ms)
const overdue = (now = dueAt) => command('MarkStageOverdue', { stage: 'review', dueAt }, { now })
const escalate = (level: number, now: string) => command('EscalateCase', { stage: 'review', dueAt, level }, { now })

describe('a stage that is overdue', () => {
  it('calls the superior, exactly once', () => {
    const stream = inReview()
    expect(stream.when(overdue())).toMatchObject([
      { type: 'StageOverdue', data: { stage: 'review', dueAt } },
      { type: 'CaseEscalated', data: { stage: 'review', level: 1, role: 'supervisor', nextAt: addMilliseconds(dueAt, 4 * HOUR_ms) } },
    ])
    expect(outcome(stream.when(overdue()))).toEqual([])
  })

  it('calls the next level when time passes again, each once, until the pack has no more', () => {
    const stream = inReview().given(overdue())
    const later = addMilliseconds(dueAt, 4 * HOUR_ms)
    expect(outcome(stream.when(escalate(2, addMilliseconds(later, -1))))).toEqual([])
    const [second] = stream.when(escalate(2, later)) as unknown as { data: object }[]
    expect(second!.data).toEqual({ stage: 'review', dueAt, level: 2, role: 'operations' })
    expect(outcome(stream.when(escalate(2, later)))).toEqual([])
    expect(outcome(stream.when(escalate(3, addMilliseconds(later, 99 * HOUR_ms))))).toEqual([])
  })

  it('is not yet overdue a millisecond before, whatever the clock that sent it', () => {
    expect(outcome(inReview().when(overdue(addMilliseconds(dueAt, -1))))).toEqual([])
  })

  it('is stale once the stage was left', () => {
    expect(outcome(inReview().given(approve(1)).when(overdue()))).toEqual([])
    expect(outcome(closedPaid().when(overdue()))).toEqual([])
    expect(outcome(inReview().given(overdue(), approve(1)).when(escalate(2, addMilliseconds(dueAt, 9 * HOUR_ms))))).toEqual([])
  })

  it('has a clock of its own each time it is opened', () => {
    const now = addMilliseconds(T0, HOUR_ms)
    const stream = inDecision()
    stream.given(command('RejectApproval', { approvalHash: stateOf(stream).proposal!.approvalHash, reason: 'x' }, { now }))
    expect(stateOf(stream).stage.dueAt).toBe(addMilliseconds(now, 12 * HOUR_ms))
    expect(outcome(stream.when(overdue()))).toEqual([])
  })

  it('is recorded even when the pack names nobody to call', () => {
    expect(outcome(inReview({ escalation: [] }).when(overdue()))).toEqual(['StageOverdue'])
  })
})
