import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, outcomeOfDecision as outcome, type Actor } from '@recourse/kernel'
import { loadPolicyPacks, type RefundPack } from '@recourse/policy'
import type { BodySite } from '../events/index.js'
import { approve, cny, command, DAY_ms, evidence, inReview, newCase, orderFacts, people, propose, requestRefund, stateOf, T0, testPack, type CaseStream } from '../testing.js'

const clinic = loadPolicyPacks().get('clinic-aesthetics', '1.0.0')
/** The clinic's four items in a pack without its other rules. */
const items: Partial<RefundPack> = {
  reviewItems: clinic.reviewItems,
  reasons: ['EFFECT', 'PERSONAL'].map((code) => ({ ...clinic.reasons.find((reason) => reason.code === code)!, requiredEvidence: [] })),
  policyFit: clinic.policyFit,
}
const picture = (kind: 'pre' | 'post', n: number, bodySite?: BodySite) => ({ ...evidence(kind, n), ...(bodySite ? { bodySite } : {}) })
const pictures = [evidence('purchase'), picture('pre', 2, 'NOSE'), picture('post', 3, 'NOSE'), picture('post', 4, 'JAW'), picture('pre', 5)]
const review = (placedAt = T0) => command('AutomaticallyReview', { facts: orderFacts({ placedAt }) })
const opened = (reason = 'EFFECT', placedAt = T0): CaseStream =>
  newCase(items).given(requestRefund({ reason, facts: orderFacts({ placedAt }) }), review(placedAt), ...pictures)
const find = (item: string, evidenceIds: string[] = [], finding: 'CONFIRMED' | 'NOT_CONFIRMED' | 'UNCLEAR' = 'CONFIRMED', note?: string, by: Actor = people.reviewer) =>
  command('RecordFinding', { item, finding, evidenceIds, ...(note ? { personal: { person: people.customer.id, fields: { note } } } : {}) }, { by })
const pair = ['e-pre-2', 'e-post-3']
const four = [find('REASON_TRUE', ['e-purchase-1']), find('PRE_POST_COMPARISON', pair), find('MEDICAL_ADVICE_FOLLOWED'), find('POLICY_FIT')]

describe('the four items of the clinic (MC2, MC3, MC4, MC5, MC6, MB6)', () => {
  it.each(four.map((missing) => [missing.item, missing] as const))('%s must have its finding before anybody decides: FindingsMissing', (item, missing) => {
    const stream = opened().given(...four.filter((other) => other !== missing))
    expect(stream.when(approve(10_000))).toMatchObject({ code: 'FindingsMissing', details: { missing: [item] } })
    expect(outcome(stream.when(command('RefuseRefund', { reason: 'x', clause: 'time' })))).toBe('refused: FindingsMissing')
    expect(outcome(stream.given(missing).when(approve(10_000)))).toEqual(['RefundApproved'])
  })

  it('count only for their reasons: nothing to compare when the plans have changed (MC4)', () => {
    const stream = opened('PERSONAL').given(...four.filter(({ item }) => item !== 'PRE_POST_COMPARISON'))
    expect(outcome(stream.when(approve(10_000)))).toEqual(['RefundApproved'])
  })

  it('keep rules, inputs and result of the machine, the same at every replay (MC2, MB6)', () => {
    const [reviewed] = newCase(items).given(requestRefund({ reason: 'EFFECT' })).when(review()) as unknown as { data: object }[]
    expect(reviewed!.data).toMatchObject({ verdict: 'REFER', policyFit: true, inputs: { reason: 'EFFECT', withinWindow: true, amountWithinRest: true } })
  })
})

describe('the evidence of a finding', () => {
  it('is named where the pack wants any: EvidenceForFindingMissing (MC3)', () => {
    expect(outcome(opened().when(find('REASON_TRUE')))).toBe('refused: EvidenceForFindingMissing')
    expect(opened().when(find('REASON_TRUE', ['e-purchase-1']))).toMatchObject([{ type: 'ReviewFindingRecorded', data: { evidenceIds: ['e-purchase-1'] } }])
  })

  it.each([
    ['nothing', []], ['only one side', ['e-pre-2']], ['two body sites', ['e-pre-2', 'e-post-4']], ['a picture that shows no known site', ['e-pre-5', 'e-post-3']],
  ])('is a pair of the same body site, not %s: PairMissing (MC4)', (_, evidenceIds) => {
    expect(outcome(opened().when(find('PRE_POST_COMPARISON', evidenceIds)))).toBe('refused: PairMissing')
  })

  it('may be attached again to say which body site it shows, and then makes a pair (MC4)', () => {
    const stream = opened().given({ ...picture('pre', 5, 'JAW'), evidenceId: 'again' })
    expect(stateOf(stream).evidence.filter(({ kind }) => kind === 'pre')).toHaveLength(3)
    expect(outcome(stream.when({ ...picture('pre', 5, 'JAW'), evidenceId: 'and-again' }))).toEqual([])
    expect(outcome(stream.when(find('PRE_POST_COMPARISON', ['again', 'e-post-4'])))).toEqual(['ReviewFindingRecorded'])
  })
})

describe('a person who differs from the machine on what fits the policy (MC6)', () => {
  const without = four.slice(0, 3)
  const late = addMilliseconds(T0, -2_000 * DAY_ms)
  const note = 'promised by the clinic in writing'

  it.each([
    ['it fits', T0, 'NOT_CONFIRMED'], ['it fits', T0, 'UNCLEAR'],
  ] as const)('says why, when the machine found that %s: OverrideNeedsReason', (_, placedAt, finding) => {
    expect(outcome(opened('EFFECT', placedAt).when(find('POLICY_FIT', [], finding)))).toBe('refused: OverrideNeedsReason')
    expect(outcome(opened('EFFECT', placedAt).when(find('POLICY_FIT', [], finding, '  ')))).toBe('refused: OverrideNeedsReason')
    expect(opened('EFFECT', placedAt).when(find('POLICY_FIT', [], finding, note))).toMatchObject([{ data: { overridesMachine: true } }])
  })

  it('cannot approve alone: SecondApproverNeeded', () => {
    const stream = newCase(items).given(requestRefund({ reason: 'EFFECT', facts: orderFacts({ placedAt: late }) }), review(late), ...pictures, ...without)
    expect(stateOf(stream).policyFit).toBe(false)
    stream.given(find('POLICY_FIT', [], 'CONFIRMED', note))
    expect(stream.when(approve(10_000))).toMatchObject({ code: 'SecondApproverNeeded', details: { overrides: ['POLICY_FIT'] } })
    stream.given(propose(10_000))
    const { approvalHash } = stateOf(stream).proposal!
    expect(outcome(stream.when(command('ConfirmApproval', { approvalHash })))).toEqual(['ApprovalConfirmed', 'RefundApproved'])
  })

  it('nor refuse alone: SecondPersonNeeded', () => {
    const stream = opened().given(...without, find('POLICY_FIT', [], 'NOT_CONFIRMED', note))
    const refuseIt = (by: Actor) => command('RefuseRefund', { reason: 'NOT_COVERED', clause: 'time' }, { by })
    expect(outcome(stream.when(refuseIt(people.reviewer)))).toBe('refused: SecondPersonNeeded')
    expect(outcome(stream.when(refuseIt(people.supervisor)))).toEqual(['RefundRefused', 'RefundCaseClosed'])
  })

  it('may come round to it: a later finding replaces the earlier', () => {
    const stream = opened().given(...without, find('POLICY_FIT', [], 'UNCLEAR', note), find('POLICY_FIT'))
    expect(outcome(stream.when(approve(10_000)))).toEqual(['RefundApproved'])
  })

  it('waits for its verdict, so that nobody who would differ slips in before it: AutomaticReviewOutstanding', () => {
    const stream = newCase(items).given(requestRefund({ reason: 'EFFECT' }))
    expect(outcome(stream.when(find('POLICY_FIT', [], 'NOT_CONFIRMED')))).toBe('refused: AutomaticReviewOutstanding')
  })

  it('waits for the rules about risk before an approval: AutomaticReviewOutstanding', () => {
    const risk = { highFrom: 50, rules: [{ id: 'large', when: 'amount_minor > 1', points: 10, text: { en: 'large', 'zh-CN': '大额' } }] }
    expect(outcome(inReview({ risk }).when(approve(10_000)))).toBe('refused: AutomaticReviewOutstanding')
    expect(outcome(inReview({ risk }).given(command('AutomaticallyReview', { facts: orderFacts() })).when(approve(10_000)))).toEqual(['RefundApproved'])
  })
})

describe('the share of a reason', () => {
  const within = (from_percent: number, to_percent: number) => ({ reasons: testPack().reasons.map((reason) => ({ ...reason, share: { from_percent, to_percent } })) })

  it.each([
    [0, 50, 5_000, true], [0, 50, 5_001, false], [30, 100, 3_000, true], [30, 100, 2_999, false], [0, 100, 10_000, true],
  ])('from %i %% to %i %%: %i fen of 10,000 by one person = %s, else SecondApproverNeeded', (from, to, minor, alone) => {
    expect(outcome(inReview(within(from, to)).when(approve(minor)))).toEqual(alone ? ['RefundApproved'] : 'refused: SecondApproverNeeded')
    expect(outcome(inReview(within(from, to)).when(propose(minor)))).toEqual(['ApprovalProposed'])
  })

  it('binds the machine too', () => {
    const stream = newCase(within(0, 50)).given(requestRefund())
    expect(outcome(stream.when(review(addMilliseconds(T0, -DAY_ms))))).toEqual(['AutoReviewed'])
    expect(stateOf(stream)).toMatchObject({ phase: 'review', requested: cny(10_000) })
  })
})
