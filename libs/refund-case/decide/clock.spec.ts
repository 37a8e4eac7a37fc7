import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, outcomeOfDecision as outcome } from '@recourse/kernel'
import { WorkingCalendar } from '@recourse/policy'
import {
  AFTER_READING, approve, CALENDAR, closedPaid, command, completeReview, DAY_ms, drafted, evidence, HOUR_ms, inDecision, inReview, inSettlement, NEGOTIATING, newCase,
  orderFacts, people, propose, requestRefund, restartedWith, sign, stateOf, T0, WORKING_DAYS, type CaseStream,
} from '../testing.js'

const after = (hours: number) => addMilliseconds(T0, hours * HOUR_ms)
const ask = (hours = 1) => command('RequestEvidence', { kinds: ['chat'] }, { now: after(hours) })
const bring = (hours: number) => ({ ...evidence('chat'), now: after(hours) })
const overdue = (hours: number, dueAt = after(hours)) => command('MarkStageOverdue', { stage: 'review', dueAt }, { now: after(hours) })
const expire = (hours: number, dueAt = after(hours)) => command('ExpireEvidenceRequest', { dueAt }, { now: after(hours) })

describe('a review that waits for the customer (LS13)', () => {
  it('stands still from the request to the last piece, and is due as much later', () => {
    const stream = inReview().given(ask(1))
    expect(stateOf(stream)).toMatchObject({ evidenceDueAt: after(25), pauses: [{ from: after(1) }] })
    expect(stream.when(bring(11))).toMatchObject([
      { type: 'EvidenceAttached' },
      {
        type: 'ClockResumed',
        data: { stage: 'review', role: 'reviewer', openedAt: T0, dueAt: after(22), pausedAt: after(1), resumedAt: after(11), overdue: false },
      },
    ])
    expect(stateOf(stream)).toMatchObject({
      phase: 'review', stage: { dueAt: after(22) }, evidenceDueAt: undefined, pauses: [{ from: after(1), to: after(11) }],
    })
    expect(outcome(stream.when(overdue(12)))).toEqual([])
    expect(outcome(stream.when(overdue(22)))).toEqual(['StageOverdue', 'CaseEscalated'])
  })

  it('waits for everything, and for whatever is asked for meanwhile', () => {
    const stream = inReview().given(command('RequestEvidence', { kinds: ['chat', 'transfer'] }, { now: after(1) }))
    expect(outcome(stream.when(bring(2)))).toEqual(['EvidenceAttached'])
    expect(stream.when(command('RequestEvidence', { kinds: ['other'] }, { now: after(3) }))).toMatchObject([
      { type: 'EvidenceRequested', data: { dueAt: after(27) } },
    ])
    expect(outcome(stream.when({ ...evidence('transfer'), now: after(4) }))).toEqual(['EvidenceAttached'])
    expect(stream.when({ ...evidence('other'), now: after(5) })).toMatchObject([{}, { type: 'ClockResumed', data: { dueAt: after(16) } }])
  })

  it('counts each pause once', () => {
    const again = command('RequestEvidence', { kinds: ['other'] }, { now: after(4) })
    const stream = inReview().given(ask(1), bring(3), again, { ...evidence('other'), now: after(9) })
    expect(stateOf(stream).stage.dueAt).toBe(after(12 + 2 + 5))
  })

  it('goes on with what there is when the customer\'s time is up', () => {
    const stream = inReview().given(ask(1))
    expect(outcome(stream.when(expire(24.9, after(25))))).toEqual([])
    expect(outcome(stream.when(expire(25, after(24))))).toEqual([])
    expect(stream.when(expire(25))).toMatchObject([
      { type: 'EvidenceOverdue', data: { kinds: ['chat'], dueAt: after(25) } }, { type: 'ClockResumed', data: { dueAt: after(36) } },
    ])
    expect(outcome(stream.when(expire(25)))).toEqual([])
    expect(outcome(stream.when(approve(1, { now: after(26) })))).toEqual(['RefundApproved'])
  })

  it('is never late while it waits, and stays late when it was so before (LS20)', () => {
    const stream = inReview().given(ask(1))
    expect(outcome(stream.when(overdue(12)))).toEqual([])
    const late = inReview()
    expect(outcome(late.when(ask(13)))).toEqual(['StageOverdue', 'CaseEscalated', 'EvidenceRequested'])
    expect(late.when(bring(20))).toMatchObject([
      {}, { type: 'ClockResumed', data: { dueAt: after(12), overdue: true, escalation: { level: 2, at: after(16 + 7) } } },
    ])
    expect(outcome(late.when(overdue(23, after(12))))).toEqual([])
  })

  it('leaves the pause behind with the stage', () => {
    const stream = inReview().given(ask(1), command('RefuseRefund', { reason: 'x', clause: 'time' }, { now: after(2) }))
    expect(stateOf(stream).evidenceDueAt).toBeUndefined()
    expect(outcome(stream.when(expire(25)))).toEqual([])
  })
})

describe('the ladder of escalation (LS20)', () => {
  const escalate = (level: number, hours: number) => command('EscalateCase', { stage: 'review', dueAt: after(12), level }, { now: after(hours) })

  it('is climbed in order when the clock jumps past several levels, each level once', () => {
    const stream = inReview()
    expect(stream.when(overdue(99, after(12)))).toMatchObject([
      { type: 'StageOverdue' }, { type: 'CaseEscalated', data: { level: 1, nextAt: after(16) } },
      { type: 'CaseEscalated', data: { level: 2, role: 'operations' } },
    ])
    expect(outcome(stream.when(overdue(99, after(12))))).toEqual([])
    expect(outcome(stream.when(escalate(2, 99)))).toEqual([])
  })

  it('stands still with the stage and goes on where it was', () => {
    const stream = inReview().given(overdue(12), ask(14))
    expect(outcome(stream.when(escalate(2, 20)))).toEqual([])
    stream.given(bring(20))
    expect(stateOf(stream)).toMatchObject({ overdue: true, escalationLevel: 1, nextEscalationAt: after(22) })
    expect(outcome(stream.when(escalate(2, 21)))).toEqual([])
    expect(outcome(stream.when(escalate(2, 22)))).toEqual(['CaseEscalated'])
    expect(outcome(stream.when(escalate(2, 22)))).toEqual([])
  })
})

describe('a provisional due time', () => {
  const recount = (stream: CaseStream, now = T0) =>
    command('RecountDeadline', { stage: stateOf(stream).stage.stage as 'review', dueAt: stateOf(stream).stage.dueAt }, { now })
  const provisional = () => inReview(WORKING_DAYS)
  const restarted = (stream = provisional()) => restartedWith(CALENDAR, stream, WORKING_DAYS)

  it('is flagged, and stays so without data', () => {
    const stream = provisional()
    expect(stateOf(stream).stage).toMatchObject({ provisional: true, dueAt: '2026-03-05T15:59:59.999Z' })
    expect(outcome(stream.when(recount(stream)))).toEqual([])
  })

  it('is counted again once when the data arrives', () => {
    const stream = restarted()
    expect(stream.when(recount(stream))).toMatchObject([
      { type: 'DeadlineRecounted', data: { stage: 'review', before: '2026-03-05T15:59:59.999Z', dueAt: '2026-03-06T15:59:59.999Z', provisional: false } },
    ])
    expect(stateOf(stream).stage).toMatchObject({ provisional: false, dueAt: '2026-03-06T15:59:59.999Z', calendarVersion: 'cn-2026@00000000' })
    expect(outcome(stream.when(recount(stream)))).toEqual([])
  })

  it('stays as it was counted once it was missed, left or is waited for', () => {
    const missed = restarted(provisional().given(command('MarkStageOverdue', { stage: 'review', dueAt: '2026-03-05T15:59:59.999Z' }, { now: after(99) })))
    expect(outcome(missed.when(recount(missed)))).toEqual([])
    const [left] = [provisional()]
    const stale = recount(left)
    expect(outcome(restarted(left.given(approve(1))).when(stale))).toEqual([])
    const waiting = restarted(provisional().given(ask(1)))
    expect(outcome(waiting.when(recount(waiting)))).toEqual([])
    expect(waiting.when(bring(2))).toMatchObject([{}, { type: 'ClockResumed', data: { provisional: false, dueAt: '2026-03-06T15:59:59.999Z' } }])
  })

  it('says by which data it was counted, and nothing of calendars when hours are counted', () => {
    expect(stateOf(inReview()).stage).not.toHaveProperty('calendarVersion')
    expect(new WorkingCalendar([]).versions()).toEqual([])
  })
})

it('smaller moments that are counted without calendar data are flagged too', () => {
  const due = { workingDays: 1 }
  const changes = {
    evidenceWithin: due, legalOpinionWithin: due, approvalValidFor: due,
    escalation: [{ level: 1, role: 'supervisor' as const, dueAgain: due }, { level: 2, role: 'operations' as const, dueAgain: due }],
  }
  const stream = inReview(changes).given(overdue(12), propose(10_000), command('RequestLegalOpinion', {}))
  const evidenceAsked = inReview(changes).given(ask(1))
  for (const type of ['CaseEscalated', 'ApprovalProposed', 'LegalOpinionRequested', 'EvidenceRequested']) {
    expect([...stream.events, ...evidenceAsked.events].find((event) => event.type === type)!.data).toMatchObject({ provisional: true })
  }
})

describe('a proposed approval expires', () => {
  const answer = (type: 'ConfirmApproval' | 'RejectApproval', stream: CaseStream, hours: number) => {
    const { approvalHash } = stateOf(stream).proposal!
    const extra = { now: after(hours) }
    return type === 'ConfirmApproval' ? command(type, { approvalHash }, extra) : command(type, { approvalHash, reason: 'x' }, extra)
  }
  const lapse = (stream: CaseStream, hours: number) => command('LapseApproval', { approvalHash: stateOf(stream).proposal!.approvalHash }, { now: after(hours) })

  it('and says when', () => {
    expect(stateOf(inDecision()).proposal).toMatchObject({ expiresAt: after(24) })
  })

  it.each(['ConfirmApproval', 'RejectApproval'] as const)('then %s comes too late, also before the deadline fired: ApprovalLapsed', (type) => {
    const stream = inDecision()
    expect(outcome(stream.when(answer(type, stream, 24)))).toBe('refused: ApprovalLapsed')
    expect(outcome(stream.when(answer(type, stream, 23.9)))).not.toBe('refused: ApprovalLapsed')
  })

  it('and goes back to review once, where it is proposed under another hash', () => {
    const stream = inDecision()
    const { approvalHash } = stateOf(stream).proposal!
    expect(outcome(stream.when(lapse(stream, 23.9)))).toEqual([])
    const late = lapse(stream, 24)
    expect(stream.when(late)).toMatchObject([{ type: 'ApprovalLapsed', data: { approvalHash, expiresAt: after(24), opens: { stage: 'review' } } }])
    expect(outcome(stream.when(late))).toEqual([])
    expect(stateOf(stream)).toMatchObject({ phase: 'review', proposal: undefined })
    stream.given(propose(10_000, { now: after(24) }))
    expect(stateOf(stream).proposal!.approvalHash).not.toBe(approvalHash)
    expect(outcome(stream.when(command('ConfirmApproval', { approvalHash }, { now: after(25) })))).toBe('refused: ApprovalChanged')
    expect(outcome(stream.when(late))).toEqual([])
  })
})

describe('a legal opinion (MB43)', () => {
  const wanted = () => command('RequestLegalOpinion', {}, { now: after(1) })
  const received = (finding: 'OWED' | 'NOT_OWED' | 'UNCLEAR' = 'OWED') => command('RecordLegalOpinion', { finding }, { now: after(2) })
  const late = (hours: number) => command('MarkLegalOpinionOverdue', { dueAt: after(25) }, { now: after(hours) })

  it.each([
    ['approve', () => inReview().given(wanted()), approve(1)],
    ['propose', () => inReview().given(wanted()), propose(1)],
    ['refuse', () => inReview().given(wanted()), command('RefuseRefund', { reason: 'x', clause: 'time' })],
    ['complete the review', () => inReview(NEGOTIATING).given(wanted()), completeReview(2_000, 8_000)],
  ])('is waited for before anybody may %s: LegalOpinionOutstanding', (_, given, decision) => {
    const stream = given()
    expect(stream.when(decision)).toMatchObject({ code: 'LegalOpinionOutstanding', details: { dueAt: after(25) } })
    stream.given(received())
    expect(Array.isArray(stream.when(decision))).toBe(true)
  })

  it('is waited for before a proposal is confirmed: LegalOpinionOutstanding', () => {
    const stream = inDecision().given(wanted())
    const confirm = command('ConfirmApproval', { approvalHash: stateOf(stream).proposal!.approvalHash }, { now: after(2) })
    expect(outcome(stream.when(confirm))).toBe('refused: LegalOpinionOutstanding')
    expect(outcome(stream.given(received()).when(confirm))).toEqual(['ApprovalConfirmed', 'RefundApproved'])
  })

  it('is waited for before anybody signs: LegalOpinionOutstanding', () => {
    const signature = sign({ now: addMilliseconds(AFTER_READING, 3 * HOUR_ms) })
    expect(outcome(drafted().given(wanted()).when(signature))).toBe('refused: LegalOpinionOutstanding')
    expect(outcome(drafted().given(wanted(), received()).when(signature))).toEqual(['AgreementSigned'])
  })

  it('keeps the machine from approving', () => {
    const review = command('AutomaticallyReview', { facts: orderFacts() })
    expect(outcome(newCase().given(requestRefund(), wanted()).when(review))).toEqual(['AutoReviewed'])
    expect(outcome(newCase().given(requestRefund()).when(review))).toEqual(['AutoReviewed', 'RefundApproved'])
  })

  it('is asked for once at a time, and only before the case is decided', () => {
    expect(outcome(inReview().given(wanted()).when(wanted()))).toBe('refused: LegalOpinionOutstanding')
    expect(outcome(inReview().given(wanted(), received()).when(wanted()))).toEqual(['LegalOpinionRequested'])
    expect(outcome(inSettlement().when(wanted()))).toEqual(['LegalOpinionRequested'])
    expect(outcome(closedPaid().when(wanted()))).toBe('refused: CaseClosed')
  })

  it('is not given by whoever asked for it: AdviserAsked', () => {
    const own = command('RecordLegalOpinion', { finding: 'OWED' }, { by: people.reviewer, now: after(2) })
    expect(outcome(inReview().given(wanted()).when(own))).toBe('refused: AdviserAsked')
    expect(outcome(inReview().given(wanted()).when(received()))).toEqual(['LegalOpinionReceived'])
  })

  it('is answered when it was asked for: LegalOpinionNotRequested', () => {
    expect(outcome(inReview().when(received()))).toBe('refused: LegalOpinionNotRequested')
    expect(outcome(inReview().given(wanted(), received()).when(received()))).toBe('refused: LegalOpinionNotRequested')
  })

  it('has a time of its own: overdue once, and still waited for', () => {
    const stream = inReview().given(wanted())
    expect(outcome(stream.when(late(24.9)))).toEqual([])
    expect(stream.when(late(25))).toMatchObject([{ type: 'LegalOpinionOverdue', data: { dueAt: after(25) } }])
    expect(outcome(stream.when(late(25)))).toEqual([])
    expect(outcome(stream.when(approve(1)))).toBe('refused: LegalOpinionOutstanding')
    expect(outcome(inReview().given(wanted(), received()).when(late(25)))).toEqual([])
  })

  it('ends with the case', () => {
    expect(stateOf(inReview().given(wanted(), command('WithdrawRefund', {}, { by: people.customer }))).legalOpinion).toBeUndefined()
  })
})

it('a day in Shanghai is paused when the clock stood still at its end', () => {
  const stream = restartedWith(CALENDAR, inReview(WORKING_DAYS), WORKING_DAYS)
  stream.given(
    command('RequestEvidence', { kinds: ['chat'] }, { now: addMilliseconds(T0, DAY_ms) }),
    { ...evidence('chat'), now: addMilliseconds(T0, DAY_ms + HOUR_ms) },
  )
  expect(stateOf(stream).stage.dueAt).toBe('2026-03-06T15:59:59.999Z')
})
