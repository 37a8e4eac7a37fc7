import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, outcomeOfDecision as outcome } from '@recourse/kernel'
import {
  closedPaid, closedRefused, cny, command, DAY_ms, evidence, inDecision, inPayout, newCase, orderFacts, people, requestRefund, SHA, stateOf, T0, testPack,
} from '../testing.js'
import { EVIDENCE_LIMIT } from './attach-evidence.js'

const pounds = (minor: number) => ({ minor, currency: 'GBP' })

describe('requesting a refund', () => {
  it('opens the review at once when the reason demands no evidence', () => {
    const stream = newCase()
    expect(outcome(stream.when(requestRefund()))).toEqual(['RefundRequested', 'ReviewOpened'])
    expect(stateOf(stream)).toMatchObject({
      phase: 'review', requestedBy: 'wang', late: false,
      stage: { role: 'reviewer', dueAt: '2026-03-02T14:00:00.000Z', provisional: false, clause: 'time' },
    })
  })

  it('waits in intake for the evidence that the reason demands', () => {
    const stream = newCase().given(requestRefund({ reason: 'QUALITY' }))
    expect(stateOf(stream)).toMatchObject({ phase: 'intake', missingEvidence: ['purchase', 'other'], stage: { role: 'customer' } })
  })

  it('on paper is entered by staff, and waits for its scan (MB5)', () => {
    const stream = newCase().given(requestRefund({ origin: 'OFFLINE' }, { by: people.agent }))
    expect(stateOf(stream)).toMatchObject({ phase: 'intake', origin: 'OFFLINE', requestedBy: people.agent.id, customer: people.customer.id, missingEvidence: ['application'] })
    expect(outcome(stream.when(evidence('application')))).toEqual(['EvidenceAttached', 'ReviewOpened'])
    expect(stateOf(newCase().given(requestRefund({ origin: 'ONLINE' }, { by: people.agent })))).toMatchObject({ phase: 'review', missingEvidence: [] })
  })

  it('hands personal data on beside the event, never in it', () => {
    const personal = { person: 'wang', fields: { narrative: 'cold and wet' } }
    const stream = newCase()
    expect(stream.when(requestRefund({ personal }))).toMatchObject([{ type: 'RefundRequested', personal }, { type: 'ReviewOpened' }])
    expect(JSON.stringify([stream.events, stream.state])).not.toContain('cold and wet')
  })

  it('records a late request as late instead of turning it away', () => {
    const facts = (days: number) => orderFacts({ placedAt: addMilliseconds(T0, -days * DAY_ms) })
    expect(stateOf(newCase().given(requestRefund({ facts: facts(7) }))).late).toBe(false)
    expect(stateOf(newCase().given(requestRefund({ facts: facts(8) }))).late).toBe(true)
  })

  it('goes by the reason\'s own window before the pack\'s (MC16)', () => {
    const [notDelivered, ...others] = testPack().reasons
    const own = (applicationWindow_days: number) => newCase({ reasons: [{ ...notDelivered!, applicationWindow_days }, ...others] })
    const facts = (days: number) => orderFacts({ placedAt: addMilliseconds(T0, -days * DAY_ms) })
    expect(stateOf(own(3).given(requestRefund({ facts: facts(3) }))).late).toBe(false)
    expect(stateOf(own(3).given(requestRefund({ facts: facts(4) }))).late).toBe(true)
    expect(stateOf(own(30).given(requestRefund({ facts: facts(8) }))).late).toBe(false)
  })

  it('lets an importer state when it was requested, and keeps the clock of the stages to the recording', () => {
    const requestedAt = '2026-03-01T00:00:00.000Z'
    const stream = newCase().given(requestRefund({ requestedAt }, { by: people.importer }))
    expect(stateOf(stream)).toMatchObject({ requestedAt, openedAt: T0, stage: { dueAt: '2026-03-02T14:00:00.000Z' } })
  })

  it('records which of the clauses that were shown were accepted with it', () => {
    const shown = [{ kind: 'notice' as const, id: 'n', sha256: SHA }, { kind: 'clause' as const, id: 'time', sha256: SHA }]
    const stream = newCase().given(requestRefund({ shown, acknowledgedClauses: ['time'] }))
    expect(stream.events.map(({ type }) => type)).toEqual(['RefundRequested', 'ClauseAcknowledged', 'ReviewOpened'])
    expect(stateOf(stream).acknowledgedClauses).toEqual(['time'])
  })

  it('may ask for exactly what is left of the order', () => {
    expect(outcome(newCase().when(requestRefund({ requested: cny(300), facts: orderFacts({ rest: cny(300) }) })))).toEqual(['RefundRequested', 'ReviewOpened'])
    expect(outcome(newCase().when(requestRefund({ requested: cny(100_000) })))).toEqual(['RefundRequested', 'ReviewOpened'])
  })

  it.each([
    ['UnknownPack', requestRefund({ pack: { id: 'food', version: '9.9.9' } })],
    ['NotYourOrder', requestRefund({}, { by: people.stranger })],
    ['AmountNotPositive', requestRefund({ requested: cny(0) })],
    ['AmountNotPositive', requestRefund({ requested: cny(-1) })],
    ['CurrencyDiffers', requestRefund({ requested: pounds(1) })],
    ['CurrencyDiffers', requestRefund({ requested: pounds(1), facts: orderFacts({ paid: pounds(9), rest: pounds(9) }) })],
    ['CurrencyDiffers', requestRefund({ facts: orderFacts({ paid: pounds(99_999), rest: pounds(99_999) }) })],
    ['AmountAbovePaid', requestRefund({ requested: cny(100_001) })],
    ['AmountAboveRest', requestRefund({ requested: cny(301), facts: orderFacts({ rest: cny(300) }) })],
    ['UnknownReason', requestRefund({ reason: 'NO_SUCH' })],
    ['WayNotOffered', requestRefund({ wantedWay: 'STRIPE' })],
    ['UnknownClause', requestRefund({ shown: [{ kind: 'clause', id: 'no-such', sha256: SHA }] })],
    ['UnknownClause', requestRefund({ acknowledgedClauses: ['time'] })],
    ['RequestedAtIsForImporters', requestRefund({ requestedAt: T0 })],
    ['RequestedAtInFuture', requestRefund({ requestedAt: addMilliseconds(T0, 1) }, { by: people.importer })],
    ['RoleNotPermitted', requestRefund({}, { by: people.reviewer })],
  ])('is refused: %s', (code, request) => {
    const stream = newCase()
    expect(outcome(stream.when(request))).toBe(`refused: ${code}`)
    expect(stream.events).toEqual([])
  })

  it('happens once: a second request for the same case is refused as CaseAlreadyOpened', () => {
    expect(outcome(newCase().given(requestRefund()).when(requestRefund()))).toBe('refused: CaseAlreadyOpened')
  })

  it('comes before everything else: UnknownCase', () => {
    expect(outcome(newCase().when(evidence('other')))).toBe('refused: UnknownCase')
  })
})

describe('evidence', () => {
  const waiting = () => newCase().given(requestRefund({ reason: 'QUALITY' }))

  it('ends the intake with its last required piece', () => {
    const stream = waiting()
    expect(outcome(stream.when(evidence('other')))).toEqual(['EvidenceAttached'])
    expect(outcome(stream.when(evidence('purchase')))).toEqual(['EvidenceAttached', 'ReviewOpened'])
    expect(stateOf(stream).phase).toBe('review')
  })

  it('is nothing to do when the same file was attached as the same kind', () => {
    expect(outcome(waiting().given(evidence('other')).when(evidence('other')))).toEqual([])
  })

  it('keeps its ids: EvidenceIdTaken', () => {
    const other = { ...evidence('other', 2), evidenceId: 'e-other-1' }
    expect(outcome(waiting().given(evidence('other')).when(other))).toBe('refused: EvidenceIdTaken')
  })

  it('has a limit: TooMuchEvidence', () => {
    const stream = waiting().given(...Array.from({ length: EVIDENCE_LIMIT }, (_, n) => evidence('other', n + 1)))
    expect(outcome(stream.when(evidence('chat')))).toBe('refused: TooMuchEvidence')
  })

  it('belongs to intake and review: WrongPhase, with the phases that it needs', () => {
    expect(inPayout().when(evidence('other'))).toMatchObject({ code: 'WrongPhase', details: { phase: 'payout', needed: ['intake', 'review'] } })
  })

  it('of another customer does not exist: NotYourCase', () => {
    const foreign = { ...evidence('other'), actor: people.stranger }
    expect(waiting().when(foreign)).toMatchObject({ code: 'NotYourCase', kind: 'not-found' })
  })
})

describe('clauses', () => {
  const acknowledge = (clauseId: string) => command('AcknowledgeClause', { clauseId, sha256: SHA })

  it('are acknowledged once', () => {
    const stream = newCase().given(requestRefund())
    expect(outcome(stream.when(acknowledge('time')))).toEqual(['ClauseAcknowledged'])
    expect(outcome(stream.when(acknowledge('time')))).toEqual([])
  })

  it('must stand in the pack: UnknownClause', () => {
    expect(outcome(newCase().given(requestRefund()).when(acknowledge('no-such')))).toBe('refused: UnknownClause')
  })
})

describe('withdrawal', () => {
  const withdraw = command('WithdrawRefund', {})

  it.each([
    ['intake', () => newCase().given(requestRefund({ reason: 'QUALITY' }))],
    ['review', () => newCase().given(requestRefund())],
    ['decision', () => inDecision()],
  ])('closes the case in %s', (_, given) => {
    const stream = given()
    expect(outcome(stream.when(withdraw))).toEqual(['RefundWithdrawn', 'RefundCaseClosed'])
    expect(stateOf(stream)).toMatchObject({ phase: 'closed', outcome: 'withdrawn' })
    expect(outcome(stream.when(withdraw))).toEqual([])
  })

  it('is too late once the money is approved: WrongPhase', () => {
    expect(outcome(inPayout().when(withdraw))).toBe('refused: WrongPhase')
  })

  it.each([['paid', closedPaid], ['refused', closedRefused]])('is too late when the case is closed as %s: CaseClosed', (_, given) => {
    expect(outcome(given().when(withdraw))).toBe('refused: CaseClosed')
  })
})
