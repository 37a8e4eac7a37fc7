import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, outcomeOfDecision as outcome, type Actor } from '@recourse/kernel'
import {
  approve, closedPaid, closedRefused, cny, command, DAY_ms, inAppeal, inReview, judge, lodge, newCase, orderFacts, people, propose, requestRefund, finding, stateOf, T0,
} from '../testing.js'

const refuseIt = (by: Actor = people.reviewer) => command('RefuseRefund', { reason: 'NOT_TRUE', clause: 'time' }, { by })
const assign = (assignee: string) => command('AssignReview', { assignee })
/** Fifteen calendar days end with the day in Shanghai. */
const UNTIL = '2026-03-17T15:59:59.999Z'
const later = (days: number) => addMilliseconds(T0, days * DAY_ms)
const refuser: Actor = people.reviewer
const second: Actor = { id: 'qian', roles: ['reviewer', 'supervisor'] }

describe('a refusal', () => {
  it('tells reason, clause, law, the way to appeal and until when (MC20, MB59, LS14)', () => {
    expect(inReview().when(refuseIt())).toMatchObject([
      {
        type: 'RefundRefused',
        data: {
          outcome: 'NONE', reason: 'NOT_TRUE', clause: 'time', ruleId: 'MANUAL', pack: { id: 'food', version: '1.0.0' },
          citations: [{ law: '消法', article: '第24条' }], appealRoute: { en: 'ask again' }, appealUntil: UNTIL,
        },
      },
      { type: 'RefundCaseClosed' },
    ])
  })

  it('on a clause of the contract cites the law behind the reason (LS14)', () => {
    const clauses = [{ id: 'time', version: 1, basis: 'CONTRACT' as const, text: { en: 'in time', 'zh-CN': '按时' }, citations: [] }]
    expect(inReview({ clauses }).when(refuseIt())).toMatchObject([{ data: { citations: [{ law: '电商法', article: '第20条' }] } }, {}])
  })

  it('of an application that came too late is recorded by a person, cites a clause and can be appealed (MC16)', () => {
    const late = newCase().given(
      requestRefund({ facts: orderFacts({ placedAt: later(-30) }) }), command('AutomaticallyReview', { facts: orderFacts() }), finding(),
    )
    expect(stateOf(late)).toMatchObject({ late: true, phase: 'review', autoVerdict: 'REFER' })
    expect(outcome(late.when(command('RefuseRefund', { reason: 'TOO_LATE', clause: 'time' })))).toEqual(['RefundRefused', 'RefundCaseClosed'])
    expect(outcome(late.when(lodge()))).toEqual(['AppealLodged'])
  })
})

describe('contact before a refusal (FO7, MB49)', () => {
  const contact = (result: 'REACHED' | 'NOT_REACHED') => command('RecordContact', { channel: 'PHONE', outcome: result })
  const strict = () => inReview({ contactAttemptsBeforeRefusal: 2 })

  it('is asked for: ContactNeeded', () => {
    expect(strict().when(refuseIt())).toMatchObject({ code: 'ContactNeeded', details: { attempts: 0, needed: 2 } })
    expect(outcome(strict().given(contact('NOT_REACHED')).when(refuseIt()))).toBe('refused: ContactNeeded')
  })

  it('is enough after one conversation, or as many attempts as the pack says, each recorded with its channel (LS19)', () => {
    expect(outcome(strict().given(contact('REACHED')).when(refuseIt()))).toEqual(['RefundRefused', 'RefundCaseClosed'])
    const twice = strict().given(contact('NOT_REACHED'), contact('NOT_REACHED'))
    expect(stateOf(twice).contacts).toEqual([0, 1].map(() => ({ by: people.agent.id, at: T0, channel: 'PHONE', outcome: 'NOT_REACHED' })))
    expect(outcome(twice.when(refuseIt()))).toEqual(['RefundRefused', 'RefundCaseClosed'])
  })

  it('is not needed to approve', () => {
    expect(outcome(strict().when(approve(10_000)))).toEqual(['RefundApproved'])
  })
})

describe('lodging an appeal (MC20)', () => {
  it('opens the case again for a supervisor, within the time of the pack', () => {
    const stream = closedRefused()
    expect(stream.when(lodge({ now: UNTIL }))).toMatchObject([
      { type: 'AppealLodged', data: { appealNo: 1, opens: { stage: 'appeal', role: 'supervisor', clause: 'time', dueAt: addMilliseconds(UNTIL, DAY_ms) } } },
    ])
    expect(stateOf(stream)).toMatchObject({ phase: 'appeal', outcome: undefined, appeals: 1 })
  })

  it('comes too late after that: AppealTooLate', () => {
    expect(closedRefused().when(lodge({ now: addMilliseconds(UNTIL, 1) }))).toMatchObject({ code: 'AppealTooLate', details: { appealUntil: UNTIL } })
  })

  it('is possible for the agent of the customer, and for no other customer: NotYourCase', () => {
    expect(outcome(closedRefused().when(lodge({ by: people.agent })))).toEqual(['AppealLodged'])
    expect(outcome(closedRefused().when(lodge({ by: people.stranger })))).toBe('refused: NotYourCase')
  })

  it('needs a refusal: NothingToAppeal, WrongPhase before the case is closed', () => {
    expect(outcome(closedPaid().when(lodge()))).toBe('refused: NothingToAppeal')
    expect(outcome(inReview().given(command('WithdrawRefund', {})).when(lodge()))).toBe('refused: NothingToAppeal')
    expect(outcome(inReview().when(lodge()))).toBe('refused: WrongPhase')
  })

  it('happens once per refusal: AlreadyAppealed', () => {
    expect(outcome(inAppeal().when(lodge()))).toBe('refused: AlreadyAppealed')
    expect(outcome(inAppeal().given(judge('UPHELD')).when(lodge()))).toBe('refused: AlreadyAppealed')
  })

  it('can be taken back with the whole request', () => {
    const stream = inAppeal()
    expect(outcome(stream.when(command('WithdrawRefund', {})))).toEqual(['RefundWithdrawn', 'RefundCaseClosed'])
    expect(outcome(stream.when(lodge()))).toBe('refused: NothingToAppeal')
  })

  it('escalates like any other stage when nobody decides', () => {
    const stream = inAppeal()
    const { dueAt } = stateOf(stream).stage
    expect(outcome(stream.when(command('MarkStageOverdue', { stage: 'appeal', dueAt }, { now: dueAt })))).toEqual(['StageOverdue', 'CaseEscalated'])
  })
})

describe('deciding an appeal (MC20)', () => {
  it('upheld, the refusal is final', () => {
    const stream = inAppeal()
    expect(stream.when(judge('UPHELD'))).toMatchObject([
      { type: 'AppealDecided', data: { outcome: 'UPHELD', appealNo: 1, clause: 'time', ruleId: 'MANUAL', citations: [{ law: '消法' }] } },
      { type: 'RefundCaseClosed', data: { outcome: 'refused' } },
    ])
    expect(stateOf(stream)).toMatchObject({ phase: 'closed', outcome: 'refused' })
  })

  it('overturned, the case is reviewed again with what was found', () => {
    const stream = inAppeal()
    expect(stream.when(judge('OVERTURNED'))).toMatchObject([{ type: 'AppealDecided', data: { opens: { stage: 'review', role: 'reviewer' } } }])
    expect(stateOf(stream)).toMatchObject({ phase: 'review', assignee: undefined, findings: { REASON_TRUE: 'CONFIRMED' } })
    expect(outcome(stream.when(approve(10_000, { by: second })))).toEqual(['RefundApproved'])
  })

  it('rests on a clause of the pack: UnknownClause', () => {
    expect(outcome(inAppeal().when(command('DecideAppeal', { outcome: 'UPHELD', clause: 'none' }, { by: people.judge })))).toBe('refused: UnknownClause')
  })

  it('waits for an appeal: WrongPhase', () => {
    expect(outcome(inReview().when(judge('UPHELD')))).toBe('refused: WrongPhase')
    expect(outcome(closedRefused().when(judge('UPHELD')))).toBe('refused: CaseClosed')
  })

  const both = (id: string): Actor => ({ id, roles: ['supervisor'] })
  it('is never by who would receive: ReviewerIsRequester', () => {
    expect(outcome(inAppeal().when(judge('OVERTURNED', { by: both(people.customer.id) })))).toBe('refused: ReviewerIsRequester')
  })

  it.each([
    ['refused', closedRefused(), refuser],
    ['recorded a finding', inReview().given(refuseIt(second)), people.reviewer],
    ['took the case over', inReview().given(command('TakeOver', { reason: 'UPSET' }, { by: people.supervisor }), refuseIt()), people.supervisor],
    ['spoke with the customer', inReview().given(command('RecordContact', { channel: 'CHAT', outcome: 'REACHED' }, { by: people.supervisor }), refuseIt()), people.supervisor],
    ['proposed before', inReview().given(propose(5_000, { by: second })), second],
  ])('is never by who %s: AppealDeciderTookPart', (_, stream, person) => {
    const { proposal } = stateOf(stream)
    if (proposal) stream.given(command('RejectApproval', { approvalHash: proposal.approvalHash, reason: 'NO' }), refuseIt())
    expect(outcome(stream.given(lodge()).when(judge('UPHELD', { by: both(person.id) })))).toBe('refused: AppealDeciderTookPart')
    expect(outcome(stream.when(assign(person.id)))).toBe('refused: AppealDeciderTookPart')
    expect(outcome(stream.when(judge('UPHELD')))).toEqual(['AppealDecided', 'RefundCaseClosed'])
  })

  it('is never by a machine or a reviewer: RoleNotPermitted', () => {
    expect(outcome(inAppeal().when(judge('UPHELD', { by: people.service })))).toBe('refused: RoleNotPermitted')
    expect(outcome(inAppeal().when(judge('UPHELD', { by: people.reviewer })))).toBe('refused: RoleNotPermitted')
  })
})

describe('after an appeal has overturned a refusal', () => {
  const reopened = () => inAppeal().given(judge('OVERTURNED'))

  it.each([
    ['approves', approve(10_000, { by: refuser })], ['proposes', propose(10_000, { by: refuser })], ['refuses', refuseIt(refuser)],
    ['is given the review', assign(refuser.id)],
  ])('nobody who refused %s again: RefuserMayNotDecideAgain', (_, again) => {
    expect(outcome(reopened().when(again))).toBe('refused: RefuserMayNotDecideAgain')
  })

  it('nor checks: RefuserMayNotDecideAgain', () => {
    const stream = reopened().given(propose(10_000, { by: second }))
    const checker: Actor = { id: refuser.id, roles: ['finance-checker'] }
    const { approvalHash } = stateOf(stream).proposal!
    expect(outcome(stream.when(command('ConfirmApproval', { approvalHash }, { by: checker })))).toBe('refused: RefuserMayNotDecideAgain')
  })

  it('a second refusal, by another person, can be appealed once more, and never be judged by who judged before', () => {
    const stream = reopened().given(refuseIt(second))
    expect(stream.when(lodge())).toMatchObject([{ type: 'AppealLodged', data: { appealNo: 2 } }])
    expect(outcome(stream.when(judge('UPHELD')))).toBe('refused: AppealDeciderTookPart')
    expect(outcome(stream.when(judge('UPHELD', { by: people.supervisor })))).toEqual(['AppealDecided', 'RefundCaseClosed'])
    expect(outcome(stream.when(lodge()))).toBe('refused: AlreadyAppealed')
  })

  it('approves at most what the order still has', () => {
    const stream = inAppeal().given(command('LoseReservation', { facts: { rest: cny(4_000) } }))
    expect(stateOf(stream)).toMatchObject({ phase: 'appeal', claimable: cny(4_000) })
    stream.given(judge('OVERTURNED'))
    expect(outcome(stream.when(approve(4_001, { by: second })))).toBe('refused: AmountAboveRest')
    expect(outcome(stream.when(approve(4_000, { by: second })))).toEqual(['RefundApproved'])
  })
})
