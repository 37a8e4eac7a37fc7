import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, outcomeOfDecision as outcome } from '@recourse/kernel'
import {
  approve, cny, command, DAY_ms, evidence, finding, inDecision, inPayout, inReview, newCase, orderFacts, people, propose, requestPayout, requestRefund,
  stateOf, T0,
} from '../testing.js'

const review = (facts = orderFacts()) => command('AutomaticallyReview', { facts })

describe('automatic review', () => {
  it('approves in full in the same decision when a rule says so, and records rule, inputs and pack', () => {
    const stream = newCase().given(requestRefund())
    expect(stream.when(review())).toMatchObject([
      {
        type: 'AutoReviewed',
        data: {
          verdict: 'APPROVE', ruleId: 'past-eta', pack: { id: 'food', version: '1.0.0' },
          inputs: {
            reason: 'NOT_DELIVERED', deliveryStatus: 'IN_TRANSIT', pastEta: true, amount_minor: 10_000, daysSincePlaced: 0,
            withinWindow: true, amountWithinRest: true,
          },
        },
      },
      {
        type: 'RefundApproved',
        data: { outcome: 'FULL', amount: cny(10_000), ruleId: 'past-eta', citations: [{ law: '电商法' }], opens: { stage: 'payout', role: 'finance-maker' } },
      },
    ])
    expect(stateOf(stream).phase).toBe('payout')
  })

  it.each([
    ['the delivery is not late', {}, orderFacts({ delivery: { status: 'IN_TRANSIT', eta: T0 } })],
    ['nothing is known of the delivery', {}, orderFacts({ delivery: undefined })],
    ['the order cannot cover it', {}, orderFacts({ rest: cny(9_999) })],
    ['the request was late', { facts: orderFacts({ placedAt: addMilliseconds(T0, -30 * DAY_ms) }) }, orderFacts()],
  ])('refers to a person when %s', (_, asked, facts) => {
    const stream = newCase().given(requestRefund(asked))
    expect(stream.when(review(facts))).toMatchObject([{ type: 'AutoReviewed', data: { verdict: 'REFER' } }])
    expect(stateOf(stream).phase).toBe('review')
  })

  it('never stands in for the second approver', () => {
    const stream = newCase().given(requestRefund({ requested: cny(50_001) }))
    expect(stream.when(review())).toMatchObject([{ type: 'AutoReviewed', data: { verdict: 'APPROVE' } }])
    expect(stateOf(stream).phase).toBe('review')
  })

  it('leaves it to a person when somebody else than the customer says to which account the money goes', () => {
    const stream = newCase().given(requestRefund({ wantedWay: 'BANK_TRANSFER', consent: { how: 'WRITTEN', reference: 'letter-7' } }, { by: people.agent }))
    expect(stream.when(review())).toMatchObject([{ type: 'AutoReviewed', data: { verdict: 'APPROVE' } }])
    expect(stateOf(stream).phase).toBe('review')
    expect(outcome(newCase().given(requestRefund({ wantedWay: 'BANK_TRANSFER' })).when(review()))).toEqual(['AutoReviewed', 'RefundApproved'])
    expect(outcome(newCase().given(requestRefund({}, { by: people.agent })).when(review()))).toEqual(['AutoReviewed', 'RefundApproved'])
  })

  it('happens once a case', () => {
    const stream = newCase().given(requestRefund(), review(orderFacts({ delivery: undefined })))
    expect(outcome(stream.when(review()))).toEqual([])
  })

  it('needs the review: WrongPhase', () => {
    expect(outcome(newCase().given(requestRefund({ reason: 'QUALITY' })).when(review()))).toBe('refused: WrongPhase')
  })
})

describe('the reviewer', () => {
  it('is assigned once and may change', () => {
    const stream = inReview()
    expect(outcome(stream.when(command('AssignReview', { assignee: 'zhao' })))).toEqual(['ReviewAssigned'])
    expect(outcome(stream.when(command('AssignReview', { assignee: 'zhao' })))).toEqual([])
    expect(outcome(stream.when(command('AssignReview', { assignee: 'qian' })))).toEqual(['ReviewAssigned'])
  })

  const requester = { ...people.reviewer, id: people.customer.id }
  it.each([
    ['assigned', command('AssignReview', { assignee: people.customer.id })],
    ['recording a finding', { ...finding(), actor: requester }],
    ['approving', approve(1, { by: requester })],
    ['proposing', propose(1, { by: requester })],
    ['refusing', command('RefuseRefund', { reason: 'x', clause: 'time' }, { by: requester })],
  ])('is never who receives the money: ReviewerIsRequester when %s', (_, forbidden) => {
    expect(outcome(inReview().when(forbidden))).toBe('refused: ReviewerIsRequester')
  })

  it('is never who asked on the customer\'s behalf', () => {
    const stream = newCase().given(requestRefund({ origin: 'OFFLINE' }, { by: people.agent }), evidence('application'), finding())
    expect(outcome(stream.when(approve(1, { by: { id: people.agent.id, roles: ['agent', 'reviewer'] } })))).toBe('refused: ReviewerIsRequester')
  })
})

describe('findings', () => {
  const record = (item: string, evidenceIds: string[]) => command('RecordFinding', { item, finding: 'CONFIRMED', evidenceIds })

  it('rest on evidence of the case', () => {
    const stream = newCase().given(requestRefund(), evidence('other'))
    expect(outcome(stream.when(record('REASON_TRUE', ['e-other-1'])))).toEqual(['ReviewFindingRecorded'])
    expect(outcome(stream.when(record('REASON_TRUE', ['e-none'])))).toBe('refused: UnknownEvidence')
  })

  it('are about items of the checklist: UnknownReviewItem', () => {
    expect(outcome(inReview().when(record('WEATHER', [])))).toBe('refused: UnknownReviewItem')
  })

  it.each([
    ['approve', approve(1)], ['propose', propose(1)], ['refuse', command('RefuseRefund', { reason: 'x', clause: 'time' })],
  ])('must be complete before anybody may %s: FindingsMissing', (_, decision) => {
    expect(newCase().given(requestRefund()).when(decision)).toMatchObject({ code: 'FindingsMissing', details: { missing: ['REASON_TRUE'] } })
  })
})

describe('asking the customer', () => {
  it('blocks an approval until the evidence is there: EvidenceMissing', () => {
    const stream = inReview().given(command('RequestEvidence', { kinds: ['chat'] }))
    expect(stream.when(approve(1))).toMatchObject({ code: 'EvidenceMissing', details: { missing: ['chat'] } })
    expect(outcome(stream.given(evidence('chat')).when(approve(1)))).toEqual(['RefundApproved'])
  })

  it('asks for the same only once', () => {
    const ask = command('RequestEvidence', { kinds: ['chat'] })
    expect(outcome(inReview().given(ask).when(ask))).toEqual([])
  })

  it('records every attempt to reach them', () => {
    const contact = command('RecordContact', { channel: 'PHONE', outcome: 'NOT_REACHED' })
    const stream = inReview()
    expect(outcome(stream.when(contact))).toEqual(['ContactAttempted'])
    expect(outcome(stream.when(contact))).toEqual(['ContactAttempted'])
  })
})

describe('an order that cannot cover the case', () => {
  const lose = (rest: number) => command('LoseReservation', { facts: { rest: cny(rest) } })

  it('caps what may be approved: AmountAboveRest', () => {
    const stream = inReview()
    expect(outcome(stream.when(lose(400)))).toEqual(['ReservationLost'])
    expect(stream.when(approve(401))).toMatchObject({ code: 'AmountAboveRest', details: { rest: cny(400) } })
    expect(stream.when(approve(400))).toMatchObject([{ type: 'RefundApproved', data: { outcome: 'PARTIAL' } }])
  })

  it('keeps the machine from approving', () => {
    expect(inReview().given(lose(400)).when(review())).toMatchObject([{ data: { verdict: 'REFER' } }])
  })

  it.each([['decision', inDecision], ['payout', inPayout]])('sends a case in %s back to review', (_, given) => {
    const stream = given().given(lose(0))
    expect(stateOf(stream)).toMatchObject({ phase: 'review', proposal: undefined, approved: undefined, claimable: cny(0) })
  })

  it('is nothing to do when the order covers it after all', () => {
    expect(outcome(inReview().when(lose(10_000)))).toEqual([])
  })

  it('is told in the currency of the case: CurrencyDiffers', () => {
    const foreign = command('LoseReservation', { facts: { rest: { minor: 1, currency: 'GBP' } } })
    expect(outcome(inReview().when(foreign))).toBe('refused: CurrencyDiffers')
  })

  it('comes too late when money is on its way: PayoutUnderWay', () => {
    expect(outcome(inPayout().given(requestPayout(10_000)).when(lose(0)))).toBe('refused: PayoutUnderWay')
  })
})
