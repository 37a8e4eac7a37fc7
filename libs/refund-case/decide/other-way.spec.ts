import { describe, expect, it } from '@jest/globals'
import { isRefusal, outcomeOfDecision as outcome, type Actor } from '@recourse/kernel'
import type { SameName } from '../same-name.js'
import {
  AFTER_READING, approve, CASE_ID, command, drafted, failPayout, finding, inPayout, newCase, orderFacts, people, propose, requestPayout, requestRefund, resubmitPayout, sign, stateOf,
} from '../testing.js'

const personal = { person: people.customer.id, fields: { payee: { name: 'Wang', account: '62' } } }
const WRITTEN = { how: 'WRITTEN', reference: 'letter-7' } as const
const transfer = (sameName?: SameName) => ({ wantedWay: 'BANK_TRANSFER' as const, personal, facts: { ...orderFacts(), ...(sameName ? { sameName } : {}) } })
const verdictOf = (decision: ReturnType<ReturnType<typeof newCase>['when']>) => (isRefusal(decision) ? decision.code : decision[0]!.data)

describe('another way than the money came (MB4)', () => {
  it('is the customer\'s own request, or names how they consented: ConsentMissing', () => {
    expect(verdictOf(newCase().when(requestRefund(transfer('YES'))))).toMatchObject({ consent: { how: 'OWN_REQUEST' }, sameName: 'YES' })
    for (const by of [people.agent, people.importer, people.service]) {
      expect(outcome(newCase().when(requestRefund(transfer('YES'), { by })))).toBe('refused: ConsentMissing')
      expect(verdictOf(newCase().when(requestRefund({ ...transfer('YES'), consent: WRITTEN }, { by })))).toMatchObject({ consent: WRITTEN })
    }
  })

  it('is not asked about where the money goes back the way it came', () => {
    const decision = newCase().when(requestRefund({}, { by: people.agent }))
    expect(verdictOf(decision)).not.toHaveProperty('consent')
    expect(verdictOf(decision)).not.toHaveProperty('sameName')
  })

  it('is asked about again when a correction sends it through another channel', () => {
    const failed = () => inPayout().given(requestPayout(10_000), failPayout(1))
    const correct = (channel: string, by: Actor, consent?: typeof WRITTEN) =>
      command('CorrectPayoutDetails', { payoutNo: 1, channel, personal, facts: { sameName: 'YES' }, ...(consent ? { consent } : {}) }, { by })
    expect(outcome(failed().when(correct('BANK_TRANSFER', people.financeMaker)))).toBe('refused: ConsentMissing')
    expect(verdictOf(failed().when(correct('BANK_TRANSFER', people.financeMaker, WRITTEN)))).toMatchObject({ consent: WRITTEN })
    expect(verdictOf(failed().when(correct('BANK_TRANSFER', people.customer)))).toMatchObject({ consent: { how: 'OWN_REQUEST' } })
    expect(verdictOf(failed().when(correct('SANDBOX', people.financeMaker)))).not.toHaveProperty('consent')
  })
})

describe('the name of the account (MB4)', () => {
  it('is the payer\'s wherever a payee is named: PayeeNameDiffers', () => {
    expect(outcome(newCase().when(requestRefund(transfer('NO'))))).toBe('refused: PayeeNameDiffers')
    const correction = command('CorrectPayoutDetails', { payoutNo: 1, channel: 'SANDBOX', personal, facts: { sameName: 'NO' } })
    expect(outcome(inPayout().given(requestPayout(10_000), failPayout(1)).when(correction))).toBe('refused: PayeeNameDiffers')
    const signature = sign({ now: AFTER_READING }, { personal, facts: { training: [], sameName: 'NO' } })
    expect(outcome(drafted(5_000, { way: 'BANK_TRANSFER' }).when(signature))).toBe('refused: PayeeNameDiffers')
  })

  it('that nobody could compare is UNKNOWN, also when nobody tried, and no machine and no single person sends money there', () => {
    for (const facts of [transfer('UNKNOWN'), transfer()]) {
      const stream = newCase().given(requestRefund(facts), command('AutomaticallyReview', { facts: orderFacts() }), finding())
      expect(stateOf(stream)).toMatchObject({ phase: 'review', sameName: 'UNKNOWN' })
      expect(stream.when(approve(10_000))).toMatchObject({ code: 'SecondApproverNeeded', details: { sameName: 'UNKNOWN' } })
      stream.given(propose(10_000))
      expect(outcome(stream.when(command('ConfirmApproval', { approvalHash: stateOf(stream).proposal!.approvalHash }, { by: people.financeChecker }))))
        .toEqual(['ApprovalConfirmed', 'RefundApproved'])
    }
  })

  it('that is the payer\'s needs nobody more', () => {
    const stream = newCase().given(requestRefund(transfer('YES')))
    expect(outcome(stream.when(command('AutomaticallyReview', { facts: orderFacts() })))).toEqual(['AutoReviewed', 'RefundApproved'])
  })

  it('does not matter while the money goes back the way it came', () => {
    const stream = newCase().given(requestRefund({ personal }), finding())
    expect(stateOf(stream).sameName).toBe('UNKNOWN')
    expect(outcome(stream.when(approve(10_000)))).toEqual(['RefundApproved'])
  })

  it('is known before the operator signs for a payment to an account: CustomerSignsFirst', () => {
    const stream = drafted(5_000, { way: 'BANK_TRANSFER' })
    expect(outcome(stream.when(sign({ by: people.supervisor })))).toBe('refused: CustomerSignsFirst')
    stream.given(sign({ now: AFTER_READING }, { personal, facts: { training: [], sameName: 'UNKNOWN' } }))
    expect(stateOf(stream).sameName).toBe('UNKNOWN')
    expect(outcome(stream.when(sign({ by: people.supervisor })))).toEqual(['AgreementSigned', 'RefundApproved'])
  })

  it('is the customer\'s own to give: PayeeMissing', () => {
    const agreedElsewhere = (changes: Parameters<typeof requestRefund>[0], by: Actor = people.customer, terms: Parameters<typeof drafted>[1] = {}) =>
      drafted(5_000, { way: 'BANK_TRANSFER', ...terms }, requestRefund(changes, { by }))
    const signature = sign({ now: AFTER_READING })
    expect(outcome(agreedElsewhere({}).when(signature))).toBe('refused: PayeeMissing')
    expect(outcome(agreedElsewhere({ personal }, people.agent).when(signature))).toBe('refused: PayeeMissing')
    expect(outcome(agreedElsewhere({}, people.customer, { way: 'ORIGINAL' }).when(signature))).toEqual(['AgreementSigned'])
    expect(outcome(agreedElsewhere({ personal }).when(signature))).toEqual(['AgreementSigned'])
    expect(outcome(agreedElsewhere({ ...transfer('YES'), consent: WRITTEN }, people.agent).when(signature))).toEqual(['AgreementSigned'])
  })

  it('is not signed for by a negotiator when nobody knows the payer\'s', () => {
    const negotiated = (sameName: SameName) => {
      const stream = drafted(5_000, { way: 'BANK_TRANSFER' }).given(sign({ now: AFTER_READING }, { personal, facts: { training: [], sameName } }))
      const { negotiators } = stateOf(stream).settlement!
      return stream.when(sign({ by: { id: negotiators[0]!, roles: ['supervisor'] } }))
    }
    expect(outcome(negotiated('UNKNOWN'))).toBe('refused: SignerIsNegotiator')
    expect(outcome(negotiated('YES'))).toEqual(['AgreementSigned', 'RefundApproved'])
  })

  it('waits for two people when it is corrected: who corrects never resubmits', () => {
    const stream = inPayout().given(requestPayout(10_000), failPayout(1), command('CorrectPayoutDetails', { payoutNo: 1, channel: 'SANDBOX', personal }, { by: people.financeMaker }))
    expect(stateOf(stream)).toMatchObject({ caseId: CASE_ID, sameName: 'UNKNOWN' })
    const resubmit = (by: Actor) => resubmitPayout(1, 10_000, { by })
    expect(outcome(stream.when(resubmit({ id: people.financeMaker.id, roles: ['finance-checker'] })))).toBe('refused: ResubmitterIsCorrector')
    expect(outcome(stream.when(resubmit(people.financeChecker)))).toEqual(['PayoutResubmitted'])
  })
})
