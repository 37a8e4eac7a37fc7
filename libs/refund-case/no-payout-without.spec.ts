import { describe, expect, it } from '@jest/globals'
import { loadCalendar, loadPolicyPacks, PolicyPacks, reviewItemsFor, type RefundPack } from '@recourse/policy'
import fc from 'fast-check'
import { refundCaseDecider } from './decider.js'
import type { RefundCaseEvent } from './events/index.js'
import { unmetDemands } from './payout-demands.fixture.js'
import { isTrained, play, randomCase, type CaseDecider, type RandomCase } from './random-cases.fixture.js'
import type { OpenedCase } from './state.js'

const calendar = loadCalendar()
const shipped = loadPolicyPacks().all().filter((pack): pack is RefundPack => pack.kind === 'refund')
const decider = refundCaseDecider(new PolicyPacks(shipped), calendar)

const shippedPack = (id: string): RefundPack => shipped.find((pack) => pack.id === id)!

const RUNS = 1_200

/** Every promise about money that a decider broke on the way of a case, as an independent reading of the events finds them. */
const broken = (under: CaseDecider, random: RandomCase): { readonly promises: readonly string[]; readonly events: readonly RefundCaseEvent[] } => {
  const pack = shippedPack(random.pack)
  const events = play(under, random, pack).events as RefundCaseEvent[]
  return { promises: unmetDemands(events, pack, isTrained), events }
}

describe('no sequence of commands', () => {
  it('pays without the signatures, approvals and evidence its pack demands, under any shipped pack (LS2, MC9, MC10, MB20)', () => {
    const paid = new Map<string, number>()
    fc.assert(fc.property(randomCase(shipped), (random) => {
      const { promises, events } = broken(decider, random)
      expect(promises).toEqual([])
      const ways = events.flatMap((event) => (event.type === 'RefundApproved' ? [event.metadata.commandType] : []))
      if (events.some(({ type }) => type === 'PayoutRequested')) for (const way of [random.pack, ...ways]) paid.set(way, (paid.get(way) ?? 0) + 1)
    }), { numRuns: RUNS })
    // Else it would prove nothing.
    const enough = [...shipped.map(({ id }) => id), 'AutomaticallyReview', 'ApproveRefund', 'ConfirmApproval', 'SignAgreement']
    expect(enough.filter((way) => (paid.get(way) ?? 0) < RUNS / 100)).toEqual([])
  })
})

/** A decider that is told something else than what is so. */
const deceived = (lie: (state: OpenedCase) => Partial<OpenedCase>): CaseDecider => ({
  ...decider, decide: (command, state) => decider.decide(command, state.phase === 'unopened' ? state : { ...state, ...lie(state) }),
})

const underOtherPacks = (changes: (pack: RefundPack) => Partial<RefundPack>): CaseDecider =>
  refundCaseDecider(new PolicyPacks(shipped.map((pack) => ({ ...pack, ...changes(pack) }))), calendar)

const allFound = ({ pack: { id }, reason }: OpenedCase): Record<string, string> =>
  Object.fromEntries(reviewItemsFor(shippedPack(id), reason).map(({ code }) => [code, 'CONFIRMED']))

const mutants: readonly [string, CaseDecider][] = [
  ['a sum above the limit, or against the machine, by one person', underOtherPacks(() => ({ secondApproverAbove_minor: null }))],
  ['a sum above the limit, or against the machine, by one person', deceived(({ proposal }) => (proposal ? { proposal: { ...proposal, maker: 'nobody' } } : {}))],
  ['a sum above the limit, or against the machine, by one person', deceived(() => ({ overrides: {} }))],
  ['no agreement signed by both sides, though the pack negotiates', underOtherPacks(() => ({ settlement: { required: false } }))],
  ['no agreement signed by both sides, though the pack negotiates', deceived(signedAlready)],
  ['evidence that the reason demands is missing', underOtherPacks(({ reasons }) => ({ reasons: reasons.map((reason) => ({ ...reason, requiredEvidence: [] })) }))],
  ['evidence that was asked for neither came nor ran out of time', deceived(({ phase }) => (phase === 'review' ? { missingEvidence: [] } : {}))],
  ['an item of the review has no finding', deceived((state) => ({ findings: allFound(state) }))],
  ['a legal opinion was outstanding', deceived((state) => withoutOpinion(state))],
  ['decided by somebody without the training', underOtherPacks(() => ({ trainingForDecision: [] }))],
  ['decided by whoever asked or receives', deceived(() => ({ requestedBy: 'nobody', customer: 'nobody' }))],
  ['decided again by whoever was overruled', deceived(() => ({ overruled: [] }))],
  ['no calculation, though the pack computes', underOtherPacks(() => ({ calculation: 'AS_ASKED' }))],
  ['payouts beyond the approval', deceived(({ approved }) => (approved ? { approved: { ...approved, minor: approved.minor * 2 } } : {}))],
  ['the machine approved at high risk', underOtherPacks(({ risk }) => ({ risk: { ...risk, highFrom: 1_000 } }))],
]

function signedAlready({ settlement }: OpenedCase): Partial<OpenedCase> {
  const agreement = settlement?.agreement
  return agreement ? { settlement: { ...settlement, agreement: { ...agreement, signedBy: { OPERATOR: 'somebody', ...agreement.signedBy } } } } : {}
}

function withoutOpinion({ legalOpinion: _, ...state }: OpenedCase): Partial<OpenedCase> {
  return { ...state, legalOpinion: undefined } as Partial<OpenedCase>
}

describe('the reading of the events notices', () => {
  const cases = fc.sample(randomCase(shipped), { seed: 7, numRuns: RUNS })

  it.each(mutants)('%s', (promise, mutant) => {
    expect(cases.some((random) => broken(mutant, random).promises.includes(promise))).toBe(true)
  })
})
