import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, millisecondsBetween, type Instant } from '@recourse/kernel'
import fc from 'fast-check'
import type { RefundCaseCommand } from './commands.js'
import { commandAtDeadline, deadlinesOf, type RefundCaseDeadline } from './deadlines.js'
import type { RefundCaseEvent } from './events/index.js'
import { command, evidence, HOUR_ms, inReview, propose, stateOf, T0, testPack, type CaseStream } from './testing.js'

/** The hours of running time after which a review of 12 hours is overdue and climbs this ladder. */
const LADDER = [
  { level: 1, role: 'supervisor', dueAgain: { hours: 4 } }, { level: 2, role: 'operations', dueAgain: { hours: 20 } },
  { level: 3, role: 'admin', dueAgain: { hours: 2 } }, { level: 4, role: 'auditor', dueAgain: { hours: 1 } },
] as const
const CALLED_AFTER_hours = [12, 16, 36, 38]

type Step =
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'poll'; readonly twice: boolean; readonly stale: boolean }
  | { readonly kind: 'restart' | 'ask' | 'bring' | 'propose' | 'reject' }

/** A case with its deadline rows and the notes of what was fired, as audit keeps them; all at a time that the spec moves. */
class World {
  readonly stream: CaseStream = inReview({
    escalation: [...LADDER], stages: { ...testPack().stages, decision: { role: 'supervisor', due: { hours: 9_999 }, clause: 'time' } },
    approvalValidFor: { hours: 9_999 },
  })
  now: Instant = T0
  private rows = new Map<string, RefundCaseDeadline>()
  private stale: readonly RefundCaseDeadline[] = []
  private seen = 0
  private readonly fired = new Set<string>()
  private asked = 0

  take(step: Step): void {
    if (step.kind === 'wait') this.now = addMilliseconds(this.now, step.minutes * 60_000)
    if (step.kind === 'poll') this.poll(step)
    if (step.kind === 'restart') this.rebuild()
    if (step.kind === 'ask') this.send(command('RequestEvidence', { kinds: ['chat'] }))
    if (step.kind === 'bring') this.send(evidence('chat', (this.asked += 1)))
    if (step.kind === 'propose') this.send(propose(10_000))
    const hash = stateOf(this.stream).proposal?.approvalHash
    if (step.kind === 'reject' && hash) this.send(command('RejectApproval', { approvalHash: hash, reason: 'x' }))
  }

  /** Polls until nothing fires any more. */
  settle(): void {
    for (let before = -1; before !== this.fired.size;) {
      before = this.fired.size
      this.poll({ twice: false, stale: false })
    }
  }

  private poll({ twice, stale }: { twice: boolean; stale: boolean }): void {
    const before = [...this.rows.values()]
    this.project()
    const due = (stale ? this.stale : [...this.rows.values()]).filter(({ name, dueAt }) => dueAt <= this.now && !this.fired.has(`${name} ${dueAt}`))
    for (const deadline of due) for (const _ of twice ? [1, 2] : [1]) this.fire(deadline)
    this.stale = before
  }

  private fire(deadline: RefundCaseDeadline): void {
    if (deadline.name === 'payoutQuery') return
    const { type, ...fields } = commandAtDeadline(deadline)
    this.send(command(type, fields as never) as RefundCaseCommand)
    this.fired.add(`${deadline.name} ${deadline.dueAt}`)
  }

  private send(sent: RefundCaseCommand): void {
    this.stream.when({ ...sent, now: this.now })
  }

  private rebuild(): void {
    this.rows = new Map()
    this.seen = 0
    this.project()
  }

  private project(): void {
    for (const event of this.stream.events.slice(this.seen) as RefundCaseEvent[]) {
      const { clear, set } = deadlinesOf(event)
      for (const name of clear) this.rows.delete(name)
      for (const deadline of set) this.rows.set(deadline.name, deadline)
    }
    this.seen = this.stream.events.length
  }
}

/** What the events say of the review that was opened last, read without the decider. */
const reading = (events: readonly RefundCaseEvent[], now: Instant) => {
  const opening = events.findLastIndex((event) => 'opens' in event.data && event.data.opens?.stage === 'review')
  const since = events.slice(opening + 1)
  const openedAt = events[opening]!.metadata.recordedAt
  const paused_ms = since.reduce((sum, { type, data }) => sum + (type === 'ClockResumed' ? millisecondsBetween(data.pausedAt, data.resumedAt) : 0), 0)
  return { since, running_hours: (millisecondsBetween(openedAt, now) - paused_ms) / HOUR_ms }
}

const isPaused = (events: readonly RefundCaseEvent[]): boolean => {
  const last = events.findLast(({ type, data }) => type === 'EvidenceRequested' || type === 'ClockResumed' || 'opens' in data)
  return last?.type === 'EvidenceRequested'
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom(1, 30, 60, 240, 719, 720, 960, 2_880, 6_000).map((minutes): Step => ({ kind: 'wait', minutes })),
  fc.record({ kind: fc.constant('poll' as const), twice: fc.boolean(), stale: fc.boolean() }),
  fc.constantFrom('restart', 'ask', 'bring', 'propose', 'reject').map((kind): Step => ({ kind })),
)

describe('escalation at any pace of the clock (LS20)', () => {
  it('calls each level once and in order, never while the clock stands still, and all whose time has come', () => {
    let [jumped, late] = [0, 0]
    fc.assert(fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
      const world = new World()
      for (const taken of steps) world.take(taken)
      world.settle()
      const events = world.stream.events as RefundCaseEvent[]
      for (const [index, { type }] of events.entries()) {
        if (type === 'StageOverdue' || type === 'CaseEscalated') expect(isPaused(events.slice(0, index))).toBe(false)
      }
      if (stateOf(world.stream).phase !== 'review' || isPaused(events)) return
      const { since, running_hours } = reading(events, world.now)
      const expected = CALLED_AFTER_hours.filter((hours) => running_hours >= hours).length
      const called = since.flatMap((event) => (event.type === 'CaseEscalated' ? event.data.level : []))
      expect(called).toEqual(Array.from({ length: expected }, (_, index) => index + 1))
      expect(since.filter(({ type }) => type === 'StageOverdue')).toHaveLength(expected > 0 ? 1 : 0)
      late += expected > 0 ? 1 : 0
      jumped += since.some((_, index) => [0, 1, 2].every((next) => since[index + next]?.type === 'CaseEscalated')) ? 1 : 0
    }), { numRuns: 400 })
    expect(late).toBeGreaterThan(20)
    expect(jumped).toBeGreaterThan(0)
  })
})
