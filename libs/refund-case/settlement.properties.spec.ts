import { describe, it } from '@jest/globals'
import { addMilliseconds, money, StreamInMemory, streamName, type Actor, type Instant } from '@recourse/kernel'
import { loadCalendar, loadPolicyPacks } from '@recourse/policy'
import fc from 'fast-check'
import type { RefundCaseCommand } from './commands.js'
import { refundCaseDecider } from './decider.js'
import type { RefundCaseEvent } from './events/index.js'
import type { OpenedCase } from './state.js'
import { CASE_ID, command, evidence, orderFacts, people, SHA, T0 } from './testing.js'

/** The clinic's own pack as it ships: negotiated, signed by both, above 10,000.00 by a second person. */
const decider = refundCaseDecider(loadPolicyPacks(), loadCalendar())
const REQUESTED = 1_500_000
const CLAUSES = ['agreement', 'payout']
const cny = (minor: number) => money(minor, 'CNY')

type Stream = StreamInMemory<unknown, RefundCaseCommand>
const stateOf = (stream: Stream): OpenedCase => stream.state as OpenedCase

const reviewed = (): Stream => {
  const stream: Stream = new StreamInMemory(decider as never, streamName('refundCase', 'demo', CASE_ID))
  return stream.given(
    command('RequestRefund', {
      caseId: CASE_ID, orderId: 'A-1', facts: orderFacts({ paid: cny(REQUESTED), rest: cny(REQUESTED) }), requested: cny(REQUESTED), reason: 'NOT_PROVIDED',
      origin: 'ONLINE', wantedWay: 'ORIGINAL', pack: { id: 'clinic-aesthetics', version: '1.0.0' }, shown: [],
    }),
    evidence('purchase'),
    command('AutomaticallyReview', { facts: orderFacts({ paid: cny(REQUESTED), rest: cny(REQUESTED) }) }),
    ...['REASON_TRUE', 'MEDICAL_ADVICE_FOLLOWED', 'POLICY_FIT'].map((item) =>
      command('RecordFinding', { item, finding: 'CONFIRMED', evidenceIds: ['e-purchase-1'] })),
  )
}

interface Step {
  readonly pick: number
  readonly by: Actor
  readonly amount_minor: number
  readonly faithful: boolean
  /** Takes what comes next instead of anything. */
  readonly guided: boolean
  readonly later_ms: number
}

const attempts = (
  { amount_minor, faithful }: Step, { settlement, offersMade, approved }: OpenedCase, extra: { by: Actor; now: Instant },
): RefundCaseCommand[] => {
  const documentSha256 = faithful ? SHA : 'b'.repeat(64)
  const payout = cny(faithful ? approved?.minor ?? amount_minor : amount_minor)
  const terms = { amount: cny(amount_minor), way: 'ORIGINAL' as const, ...(faithful ? {} : { remedy: 'TOP_UP' as const }) }
  return [
    command('CompleteReview', { low: cny(100), high: cny(REQUESTED), breakdown: [] }, extra),
    command('MakeOffer', terms, extra),
    command('CounterOffer', { offerNo: offersMade, ...terms }, extra),
    command('AcceptOffer', { offerNo: offersMade, offerHash: settlement?.offers.at(-1)?.offerHash ?? 'none' }, extra),
    command('DraftAgreement', { offerNo: offersMade, documentSha256: SHA, templateVersion: 1 }, { now: extra.now }),
    command('ReadAgreement', { documentSha256 }, extra),
    command('SignAgreement', { documentSha256, acknowledgedClauses: CLAUSES }, extra),
    command('SignAgreement', { documentSha256, acknowledgedClauses: CLAUSES }, { ...extra, by: people.customer }),
    command('ApproveRefund', { amount: cny(amount_minor), breakdown: [] }, extra),
    command('ProposeApproval', { amount: cny(amount_minor), breakdown: [] }, extra),
    command('RequestPayout', { amount: payout, channel: 'SANDBOX', facts: { reserved: cny(REQUESTED) } }, { now: extra.now }),
    command('EndSettlement', { reason: 'x' }, extra),
  ]
}

/** Places in `attempts` of what usually comes next. */
const usual = ({ phase, settlement }: OpenedCase): readonly number[] => {
  if (phase === 'review') return [0]
  if (phase === 'payout') return [10]
  if (settlement?.agreement) return [5, 6, 7]
  const status = settlement?.offers.at(-1)?.status
  return status === 'accepted' ? [4] : status === 'open' ? [2, 3, 3] : [1]
}

const step: fc.Arbitrary<Step> = fc.record({
  pick: fc.nat(10_000),
  by: fc.constantFrom<Actor>(people.customer, people.agent, people.reviewer, people.supervisor, people.judge),
  amount_minor: fc.constantFrom(0, 99, 100, 5_000, 999_999, 1_000_001, REQUESTED, REQUESTED + 1),
  faithful: fc.nat(4).map((n) => n > 0),
  guided: fc.nat(2).map((n) => n > 0),
  later_ms: fc.constantFrom(0, 61_000, 3_600_000, 100_000_000),
})

const must = (holds: boolean, promise: string): void => {
  if (!holds) throw new Error(promise)
}

/** Read from the events alone: what was drafted last, and who signed exactly that since. */
const check = (events: readonly RefundCaseEvent[]): boolean => {
  let drafted: { sha: string; minor: number } | undefined
  const signed = new Map<string, string>()
  let paid = false
  for (const { type, data, metadata } of events) {
    if (type === 'ReviewCompleted') [drafted] = [undefined, signed.clear()]
    if (type === 'AgreementDrafted') drafted = { sha: data.documentSha256, minor: data.amount.minor }
    if (type === 'AgreementSigned' && data.documentSha256 === drafted?.sha) signed.set(data.party, metadata.actor.id)
    must(type !== 'ApprovalProposed', 'an approval was proposed past the settlement')
    if (type !== 'RefundApproved' && type !== 'PayoutRequested') continue
    must(signed.size === 2 && signed.get('CUSTOMER') !== signed.get('OPERATOR'), `${type} without both signatures over the drafted hash`)
    must(data.amount.minor === drafted?.minor, `${type} over another sum than was signed`)
    paid ||= type === 'PayoutRequested'
  }
  return paid
}

describe('the clinic\'s pack', () => {
  it('pays nothing that both sides did not sign, and that to the fen, whatever commands come (MC9, MC10)', () => {
    let paid = 0
    fc.assert(fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const stream = reviewed()
      let now = T0
      for (const next of steps) {
        now = addMilliseconds(now, next.later_ms)
        const choices = attempts(next, stateOf(stream), { by: next.by, now })
        const places = next.guided ? usual(stateOf(stream)) : [...choices.keys()]
        stream.when(choices[places[next.pick % places.length]!]!)
      }
      if (check(stream.events as RefundCaseEvent[])) paid += 1
    }), { numRuns: 1_000 })
    must(paid >= 20, `only ${paid} of 1000 histories came to a payout: they prove nothing`)
  })
})
