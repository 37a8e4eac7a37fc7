import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, outcomeOfDecision as outcome, type Actor } from '@recourse/kernel'
import { customerSteps } from '../customer-steps.js'
import { commandAtDeadline, deadlinesOf } from '../deadlines.js'
import type { RefundCaseEvent } from '../events/index.js'
import { payoutWayOf } from '../state.js'
import {
  accept, AFTER_READING, approve, closedRemedied, cny, command, completeReview, counter, DAY_ms, draft, drafted, finding, HOUR_ms, inReview, inSettlement, newCase,
  NEGOTIATING, offer, orderFacts, people, propose, read, requestPayout, requestRefund, settled, SHA, sign, stateOf, T0, testPack, type CaseStream,
} from '../testing.js'
import { OFFER_LIMIT, OFFERS_LEFT_TO_OPERATOR } from './offer-terms.js'

const { agent, reviewer, supervisor, customer } = people
const HOURS = (hours: number) => addMilliseconds(T0, hours * HOUR_ms)
const negotiation = (stream: CaseStream) => stateOf(stream).settlement!
const boss: Actor = { id: 'boss', roles: ['supervisor'] }

describe('a review in a pack that negotiates', () => {
  const review = () => inReview(NEGOTIATING)

  it('ends with a band and opens the settlement (MC7)', () => {
    const stream = review()
    expect(stream.when(completeReview(2_000, 8_000))).toMatchObject([
      { type: 'ReviewCompleted', data: { band: { low: cny(2_000), high: cny(8_000) }, opens: { stage: 'settlement', role: 'agent', dueAt: HOURS(96) } } },
    ])
    expect(customerSteps(stateOf(stream)).find(({ status }) => status === 'current')!.label['zh-CN']).toBe('确认退款')
  })

  it.each([
    ['BandUpsideDown', completeReview(8_001, 8_000)],
    ['BandUpsideDown', completeReview(-1, 8_000)],
    ['AmountNotPositive', completeReview(0, 0)],
    ['AmountAboveRequested', completeReview(0, 10_001)],
    ['CurrencyDiffers', command('CompleteReview', { low: { minor: 1, currency: 'GBP' }, high: cny(2), breakdown: [] })],
    ['BreakdownDoesNotAddUp', command('CompleteReview', { low: cny(1), high: cny(2), breakdown: [{ label: 'x', minor: 1 }] })],
    ['ReviewerIsRequester', completeReview(0, 8_000, { by: { id: customer.id, roles: ['reviewer'] } })],
    ['RoleNotPermitted', completeReview(0, 8_000, { by: agent })],
  ])('does not end with a band that is none: %s', (code, completed) => {
    expect(outcome(review().when(completed))).toBe(`refused: ${code}`)
  })

  it('waits for every finding, and for what was asked for', () => {
    expect(outcome(newCase(NEGOTIATING).given(requestRefund()).when(completeReview(0, 8_000)))).toBe('refused: FindingsMissing')
    expect(outcome(review().given(command('RequestEvidence', { kinds: ['chat'] })).when(completeReview(0, 8_000)))).toBe('refused: EvidenceMissing')
  })

  it('decides nothing without the customer: SettlementNeeded', () => {
    expect(outcome(review().when(approve(1)))).toBe('refused: SettlementNeeded')
    expect(outcome(review().when(propose(1)))).toBe('refused: SettlementNeeded')
    expect(outcome(newCase(NEGOTIATING).given(requestRefund()).when(command('AutomaticallyReview', { facts: orderFacts() })))).toEqual(['AutoReviewed'])
  })

  it('is for packs that negotiate: SettlementNotOffered', () => {
    expect(outcome(inReview().when(completeReview(0, 8_000)))).toBe('refused: SettlementNotOffered')
    expect(outcome(inReview().when(offer(5_000)))).toBe('refused: WrongPhase')
  })
})

describe('an offer', () => {
  it('records who, how much, which way, and until when (MC8)', () => {
    expect(inSettlement().when(offer(5_000, { by: agent }))).toMatchObject([{
      type: 'OfferMade',
      data: {
        offerNo: 1, by: 'OPERATOR', amount: cny(5_000), way: 'ORIGINAL', payWithin: { hours: 120 }, expiresAt: HOURS(48),
        offerHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    }])
    const own = { payWithin_days: 3, expiresAt: HOURS(1) }
    expect(inSettlement().when(offer(5_000, {}, own))).toMatchObject([{ data: { by: 'CUSTOMER', payWithin: { days: 3 }, expiresAt: HOURS(1) } }])
  })

  it.each<[string, number]>([['the lower end', 2_000], ['the upper end', 8_000]])('may lie on %s of the band', (_, minor) => {
    expect(outcome(inSettlement().when(offer(minor)))).toEqual(['OfferMade'])
  })

  it.each<[string, number]>([
    ['below', 1_999], ['above', 8_001],
  ])('may not lie a fen %s the band, whose ends only staff are told (MC7): OutsideBand', (_, minor) => {
    const byStaff = inSettlement().when(offer(minor, { by: agent }))
    expect(byStaff).toMatchObject({ code: 'OutsideBand', kind: 'invalid', details: { low: cny(2_000), high: cny(8_000) } })
    expect(inSettlement().when(offer(minor))).toMatchObject({ code: 'OutsideBand', details: {} })
    expect(outcome(inSettlement().given(offer(5_000, { by: agent })).when(counter(1, minor)))).toBe('refused: OutsideBand')
  })

  it('has successors, but not without end, and the operator has the last word: TooManyOffers', () => {
    const stream = inSettlement()
    for (let n = 0; n < OFFER_LIMIT; n += 1) stream.given(offer(2_000 + n))
    expect(outcome(stream.when(offer(8_000)))).toBe('refused: TooManyOffers')
    for (let n = 0; n < OFFERS_LEFT_TO_OPERATOR; n += 1) stream.given(n === 0 ? counter(OFFER_LIMIT, 3_000, { by: agent }) : offer(3_000 + n, { by: agent }))
    expect(outcome(stream.when(offer(4_000, { by: agent })))).toBe('refused: TooManyOffers')
    expect(outcome(stream.when(counter(OFFER_LIMIT + OFFERS_LEFT_TO_OPERATOR, 4_000)))).toBe('refused: TooManyOffers')
    expect(outcome(stream.when(accept(stream)))).toEqual(['OfferAccepted'])
  })

  it('may be something other than money, instead of it or beside it', () => {
    expect(inSettlement().when(offer(0, {}, { remedy: 'EXCHANGE' }))).toMatchObject([{ data: { amount: cny(0), remedy: 'EXCHANGE' } }])
    expect(outcome(inSettlement().when(offer(2_000, {}, { remedy: 'EXCHANGE' })))).toEqual(['OfferMade'])
    expect(outcome(inSettlement().when(offer(1, {}, { remedy: 'EXCHANGE' })))).toBe('refused: OutsideBand')
  })

  it.each([
    ['OfferIsEmpty', offer(0)],
    ['OfferIsEmpty', offer(-1, {}, { remedy: 'EXCHANGE' })],
    ['RemedyNotOffered', offer(5_000, {}, { remedy: 'TOP_UP' })],
    ['WayNotOffered', offer(5_000, {}, { way: 'STRIPE' })],
    ['CurrencyDiffers', offer(0, {}, { amount: { minor: 5_000, currency: 'GBP' } })],
    ['PaidTooLate', offer(5_000, {}, { payWithin_days: 6 })],
    ['ExpiryOutOfRange', offer(5_000, {}, { expiresAt: T0 })],
    ['ExpiryOutOfRange', offer(5_000, {}, { expiresAt: HOURS(49) })],
    ['NotYourCase', offer(5_000, { by: people.stranger })],
    ['NotYourCase', offer(5_000, { by: { id: 'wang-agent', roles: ['customer', 'agent'] } })],
    ['ReviewerIsRequester', offer(5_000, { by: { id: customer.id, roles: ['agent'] } })],
    ['RoleNotPermitted', offer(5_000, { by: people.service })],
  ])('is refused: %s', (code, made) => {
    expect(outcome(inSettlement().when(made))).toBe(`refused: ${code}`)
  })

  it('speaks for the customer only by the customer: not by whoever filed the case for them', () => {
    const stream = newCase(NEGOTIATING).given(requestRefund({}, { by: agent }), finding(), completeReview(2_000, 8_000))
    expect(stream.when(offer(5_000, { by: agent }))).toMatchObject([{ data: { by: 'OPERATOR' } }])
    expect(outcome(stream.when(offer(5_000, { by: { id: agent.id, roles: ['customer'] } })))).toBe('refused: NotYourCase')
  })

  it('may be bettered by its own side and answered by the other: OfferOpen', () => {
    const stream = inSettlement().given(offer(4_000, { by: agent }))
    expect(outcome(stream.when(offer(5_000, { by: reviewer })))).toEqual(['OfferMade'])
    expect(outcome(stream.when(offer(8_000)))).toBe('refused: OfferOpen')
    expect(stream.when(counter(2, 8_000))).toMatchObject([{ type: 'OfferCountered', data: { offerNo: 3, counters: 2, by: 'CUSTOMER' } }])
    expect(negotiation(stream).offers.map(({ status }) => status)).toEqual(['replaced', 'replaced', 'open'])
  })

  it('is answered by the other side alone (MC8): OwnOffer', () => {
    const stream = inSettlement().given(offer(5_000, { by: agent }))
    expect(outcome(stream.when(accept(stream, { by: supervisor })))).toBe('refused: OwnOffer')
    expect(outcome(stream.when(counter(1, 6_000, { by: reviewer })))).toBe('refused: OwnOffer')
    expect(outcome(stream.when(accept(stream)))).toEqual(['OfferAccepted'])
  })

  it('is accepted as it stands: OfferChanged, UnknownOffer', () => {
    const stream = inSettlement().given(offer(4_000, { by: agent }))
    const seen = accept(stream)
    stream.given(offer(3_000, { by: agent }))
    expect(outcome(stream.when(seen))).toBe('refused: OfferChanged')
    expect(outcome(stream.when({ ...seen, offerNo: 2 }))).toBe('refused: OfferChanged')
    expect(outcome(stream.when(counter(1, 5_000)))).toBe('refused: OfferChanged')
    expect(outcome(stream.when({ ...seen, offerNo: 3 }))).toBe('refused: UnknownOffer')
  })

  it('is accepted once: OfferAlreadyAccepted', () => {
    const stream = inSettlement().given(offer(4_000, { by: agent }))
    const accepted = accept(stream)
    stream.given(accepted)
    const attempts = [accepted, counter(1, 5_000), offer(5_000), offer(5_000, { by: agent })]
    for (const late of attempts) expect(outcome(stream.when(late))).toBe('refused: OfferAlreadyAccepted')
  })

  it('for another way needs the customer\'s consent, given by offering or accepting it', () => {
    const elsewhere = { way: 'BANK_TRANSFER' as const }
    expect(inSettlement().when(offer(5_000, {}, elsewhere))).toMatchObject([{ data: { consent: true } }])
    const stream = inSettlement()
    expect(stream.when(offer(5_000, { by: agent }, elsewhere))).toMatchObject([{ data: expect.not.objectContaining({ consent: true }) }])
    expect(stream.when(accept(stream))).toMatchObject([{ type: 'OfferAccepted', data: { by: 'CUSTOMER', consent: true } }])
  })
})

describe('the end of an offer', () => {
  const open = () => inSettlement().given(offer(5_000, { by: agent }))
  const expire = (offerNo: number, now: string) => command('ExpireOffer', { offerNo }, { now })

  it('is refused from its last moment on, also before anybody recorded it (MC8): OfferExpired', () => {
    const stream = open()
    const attempts = [accept(stream, { now: HOURS(48) }), counter(1, 6_000, { now: HOURS(48) })]
    for (const late of attempts) expect(outcome(stream.when(late))).toBe('refused: OfferExpired')
    expect(outcome(stream.when(accept(stream, { now: addMilliseconds(HOURS(48), -1) })))).toEqual(['OfferAccepted'])
  })

  it('is recorded exactly once, by its deadline', () => {
    const stream = open()
    const [deadline] = deadlinesOf(stream.events.at(-1) as RefundCaseEvent).set
    expect(deadline).toEqual({ name: 'offer', dueAt: HOURS(48), data: { offerNo: 1 } })
    expect(commandAtDeadline(deadline as never)).toEqual({ type: 'ExpireOffer', offerNo: 1 })
    expect(outcome(stream.when(expire(1, addMilliseconds(HOURS(48), -1))))).toEqual([])
    expect(outcome(stream.when(expire(1, HOURS(48))))).toEqual(['OfferExpired'])
    expect(deadlinesOf(stream.events.at(-1) as RefundCaseEvent)).toEqual({ clear: ['offer'], set: [] })
    expect(outcome(stream.when(expire(1, HOURS(49))))).toEqual([])
    expect(outcome(stream.when(offer(6_000, { now: HOURS(49) })))).toEqual(['OfferMade'])
  })

  it('says nothing of one that was answered', () => {
    const countered = open().given(counter(1, 6_000))
    expect(outcome(countered.when(expire(1, HOURS(50))))).toEqual([])
    const accepted = open()
    accepted.given(accept(accepted))
    expect(outcome(accepted.when(expire(1, HOURS(50))))).toEqual([])
    expect(outcome(settled().when(expire(1, HOURS(50))))).toEqual([])
  })
})

describe('the end of a settlement', () => {
  const end = command('EndSettlement', { reason: 'FAR_APART' })

  it('leads back to review, where nothing of it counts any more, and numbers are never used again', () => {
    const stream = drafted().given(end)
    expect(stateOf(stream)).toMatchObject({ phase: 'review', settlement: undefined })
    expect(outcome(stream.when(sign({ now: AFTER_READING })))).toBe('refused: WrongPhase')
    stream.given(completeReview(2_000, 9_000))
    expect(stream.when(offer(9_000))).toMatchObject([{ data: { offerNo: 2 } }])
  })

  it('is the operator\'s to say, not of whoever gets the money', () => {
    expect(outcome(inSettlement().when({ ...end, actor: customer }))).toBe('refused: RoleNotPermitted')
    expect(outcome(inSettlement().when({ ...end, actor: { id: customer.id, roles: ['agent'] } }))).toBe('refused: ReviewerIsRequester')
  })

  it('also comes by refusal, by withdrawal, and when the order cannot cover the case any more', () => {
    expect(outcome(inSettlement().when(command('RefuseRefund', { reason: 'x', clause: 'time' })))).toEqual(['RefundRefused', 'RefundCaseClosed'])
    expect(outcome(drafted().when(command('WithdrawRefund', {})))).toEqual(['RefundWithdrawn', 'RefundCaseClosed'])
    const lose = (rest: number) => command('LoseReservation', { facts: { rest: cny(rest) } })
    expect(outcome(drafted().when(lose(10_000)))).toEqual([])
    const stream = drafted()
    expect(outcome(stream.when(lose(9_999)))).toEqual(['ReservationLost'])
    expect(stateOf(stream)).toMatchObject({ phase: 'review', settlement: undefined, claimable: cny(9_999) })
  })
})

describe('the agreement', () => {
  it('says what was accepted, word for word, and when the money comes (MC9, MC10)', () => {
    expect(drafted(5_000, { remedy: 'EXCHANGE', payWithin_days: 2 }).events.find(({ type }) => type === 'AgreementDrafted')).toMatchObject({
      data: {
        offerNo: 1, orderId: 'A-1', customer: customer.id, operator: { en: 'Shop' }, amount: cny(5_000), way: 'ORIGINAL', agreedAt: T0,
        payBy: '2026-03-04T15:59:59.999Z', remedy: { kind: 'EXCHANGE', title: { en: 'another one' } },
        clauses: [{ id: 'time', version: 1, text: { en: 'in time' } }], documentSha256: SHA, templateVersion: 1,
      },
    })
  })

  it('is drafted once, for the accepted offer only: NoAgreement', () => {
    expect(outcome(drafted().when(draft(1, 'b'.repeat(64))))).toEqual([])
    expect(outcome(inSettlement().given(offer(5_000)).when(draft(1)))).toBe('refused: NoAgreement')
    expect(outcome(drafted().when(draft(2)))).toBe('refused: NoAgreement')
    expect(outcome(inSettlement().when(read()))).toBe('refused: NoAgreement')
    expect(outcome(inSettlement().when(sign()))).toBe('refused: NoAgreement')
    expect(outcome(inReview(NEGOTIATING).when(draft(1)))).toBe('refused: WrongPhase')
  })

  it('is opened by each party once', () => {
    expect(outcome(drafted().when(read({ now: HOURS(1) })))).toEqual([])
    expect(drafted().when(read({ by: agent }))).toMatchObject([{ type: 'AgreementRead', data: { party: 'OPERATOR', documentSha256: SHA } }])
    expect(outcome(drafted().when(read({}, 'b'.repeat(64))))).toBe('refused: AgreementChanged')
  })
})

describe('a signature', () => {
  it('of another document fails (MC10): AgreementChanged', () => {
    const other = { documentSha256: 'b'.repeat(64) }
    expect(drafted().when(sign({ now: AFTER_READING }, other))).toMatchObject({ code: 'AgreementChanged', kind: 'conflict', details: { documentSha256: SHA } })
    expect(outcome(drafted().when(sign({ by: supervisor }, other)))).toBe('refused: AgreementChanged')
  })

  it('of the customer takes the time to read (MC11): ReadingTimeNotOver', () => {
    const early = drafted().when(sign({ now: addMilliseconds(AFTER_READING, -1) }))
    expect(early).toMatchObject({ code: 'ReadingTimeNotOver', details: { signableFrom: AFTER_READING } })
    const unread = inSettlement().given(offer(5_000, { by: agent }))
    expect(outcome(unread.given(accept(unread), draft(1)).when(sign({ now: AFTER_READING })))).toBe('refused: ReadingTimeNotOver')
    expect(outcome(drafted().when(sign({ now: AFTER_READING })))).toEqual(['AgreementSigned'])
  })

  it('of the customer acknowledges every clause (MC11): ClausesNotAcknowledged', () => {
    const partly = drafted().when(sign({ now: AFTER_READING }, { acknowledgedClauses: [] }))
    expect(partly).toMatchObject({ code: 'ClausesNotAcknowledged', details: { missing: ['time'] } })
  })

  it('records who signed what, in which words (MC9)', () => {
    expect(drafted().when(sign({ now: AFTER_READING }))).toMatchObject([
      { data: { party: 'CUSTOMER', documentSha256: SHA, acknowledgedClauses: ['time'], statementSha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    ])
  })

  it('is given once by each party: AlreadySigned', () => {
    const stream = drafted().given(sign({ by: supervisor }))
    expect(outcome(stream.when(sign({ by: supervisor })))).toEqual([])
    expect(outcome(stream.when(sign({ by: boss })))).toBe('refused: AlreadySigned')
  })

  it('of the operator is a supervisor\'s, never of whoever asked or receives: SignerIsBeneficiary', () => {
    expect(outcome(drafted().when(sign({ by: agent })))).toBe('refused: RoleNotPermitted')
    expect(outcome(drafted().when(sign({ by: { id: customer.id, roles: ['supervisor'] } })))).toBe('refused: SignerIsBeneficiary')
    const filed: Actor = { id: 'filer', roles: ['agent', 'supervisor'] }
    const stream = newCase(NEGOTIATING).given(requestRefund({}, { by: filed }), finding(), completeReview(2_000, 8_000), offer(5_000))
    stream.given(accept(stream, { by: agent }), draft(1))
    expect(outcome(stream.when(sign({ by: filed })))).toBe('refused: SignerIsBeneficiary')
  })

  it('above the pack\'s amount is of another person than whoever set the band or negotiated: SignerIsNegotiator', () => {
    const agreed = (minor: number, by: Actor, band: Actor = reviewer): CaseStream => {
      const stream = newCase(NEGOTIATING).given(requestRefund({ requested: cny(60_000) }), finding())
      stream.given(completeReview(0, 60_000, { by: band }), offer(minor))
      return stream.given(accept(stream, { by }), draft(1))
    }
    expect(outcome(agreed(50_001, boss).when(sign({ by: boss })))).toBe('refused: SignerIsNegotiator')
    expect(outcome(agreed(50_001, agent, boss).when(sign({ by: boss })))).toBe('refused: SignerIsNegotiator')
    expect(outcome(agreed(50_001, boss).when(sign({ by: supervisor })))).toEqual(['AgreementSigned'])
    expect(outcome(agreed(50_000, boss).when(sign({ by: boss })))).toEqual(['AgreementSigned'])
  })

  it('names the account only as the customer: PayeeIsForTheCustomer', () => {
    const personal = { person: customer.id, fields: { payee: { name: 'Wang', account: '62' } } }
    expect(outcome(drafted().when(sign({ by: supervisor }, { personal })))).toBe('refused: PayeeIsForTheCustomer')
    expect(drafted().when(sign({ now: AFTER_READING }, { personal }))).toMatchObject([{ personal }])
  })

  it('after the agreed day of payment comes too late: AgreementLapsed', () => {
    const late = addMilliseconds(HOURS(120), 1)
    expect(outcome(drafted().when(sign({ by: supervisor, now: late })))).toBe('refused: AgreementLapsed')
    expect(outcome(drafted().when(sign({ by: supervisor, now: HOURS(120) })))).toEqual(['AgreementSigned'])
  })
})

describe('the last signature', () => {
  it('approves the agreed sum to the fen, due on the agreed day (MC10, MC12)', () => {
    const stream = drafted(5_000).given(sign({ by: supervisor }))
    expect(stream.when(sign({ now: AFTER_READING }))).toMatchObject([
      { type: 'AgreementSigned' },
      {
        type: 'RefundApproved',
        data: {
          outcome: 'PARTIAL', amount: cny(5_000), ruleId: 'AGREEMENT', agreement: SHA, citations: [{ law: '电商法' }],
          opens: { stage: 'payout', dueAt: HOURS(120), provisional: false },
        },
      },
    ])
    expect(deadlinesOf(stream.events.at(-1) as RefundCaseEvent).set).toContainEqual({ name: 'stage', dueAt: HOURS(120), data: { stage: 'payout' } })
    expect(outcome(stream.when(command('MarkStageOverdue', { stage: 'payout', dueAt: HOURS(120) }, { now: HOURS(120) })))).toContain('StageOverdue')
  })

  it('may come from either side, and nothing is paid before it (MC9)', () => {
    for (const first of [sign({ by: supervisor, now: AFTER_READING }), sign({ now: AFTER_READING })]) {
      const stream = drafted().given(first)
      expect(outcome(stream.when(requestPayout(5_000)))).toBe('refused: WrongPhase')
      const second = first.actor === supervisor ? sign({ now: AFTER_READING }) : sign({ by: supervisor, now: AFTER_READING })
      expect(outcome(stream.when(second))).toEqual(['AgreementSigned', 'RefundApproved'])
    }
  })

  it('lets the payout be the agreed sum and the agreed way, no other (MC10): AmountDiffersFromAgreement', () => {
    expect(outcome(settled().when(requestPayout(4_999)))).toBe('refused: AmountDiffersFromAgreement')
    expect(outcome(settled().when(requestPayout(5_000)))).toEqual(['PayoutRequested'])
    const personal = { person: people.customer.id, fields: { payee: { name: 'Wang', account: '62' } } }
    const elsewhere = drafted(5_000, { way: 'BANK_TRANSFER' }).given(sign({ now: AFTER_READING }, { personal }), sign({ by: supervisor }))
    expect([payoutWayOf(stateOf(elsewhere)), payoutWayOf(stateOf(inSettlement()))]).toEqual(['BANK_TRANSFER', 'ORIGINAL'])
  })

  it('agrees a remedy beside the money', () => {
    const stream = drafted(5_000, { remedy: 'EXCHANGE' }).given(sign({ by: supervisor }))
    const last = stream.when(sign({ now: AFTER_READING }))
    expect(last).toMatchObject([{}, { type: 'RemedyAgreed', data: { remedy: 'EXCHANGE', agreement: SHA } }, { type: 'RefundApproved' }])
  })

  it('ends the case when only a remedy was agreed', () => {
    const stream = closedRemedied()
    expect(stream.events.slice(-2)).toMatchObject([{ type: 'RemedyAgreed' }, { type: 'RefundCaseClosed', data: { outcome: 'remedied' } }])
    expect(customerSteps(stateOf(stream)).map(({ status }) => status).join(' ')).toBe('done done done done skipped')
    expect(outcome(stream.when(sign({ by: boss, now: addMilliseconds(T0, DAY_ms) })))).toBe('refused: CaseClosed')
  })

  it('holds for a full refund too', () => {
    const stream = inReview({ ...NEGOTIATING, stages: { ...testPack().stages, ...NEGOTIATING.stages } }).given(completeReview(0, 10_000), offer(10_000))
    stream.given(accept(stream, { by: agent }), draft(1), read(), sign({ now: AFTER_READING }))
    expect(stream.when(sign({ by: supervisor }))).toMatchObject([{}, { data: { outcome: 'FULL' } }])
  })
})
