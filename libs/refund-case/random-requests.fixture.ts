import { addMilliseconds, hashOf, isRefusal, StreamInMemory, type Actor, type Refusal } from '@recourse/kernel'
import { EVIDENCE_KINDS, loadCalendar, loadPolicyPacks, type EvidenceKind, type PayoutWay, type RefundPack } from '@recourse/policy'
import fc from 'fast-check'
import type { RefundCaseCommand, RequestRefund, RiskHistory } from './commands.js'
import { refundCaseDecider } from './decider.js'
import type { RefundCaseEvent } from './events/index.js'
import type { RefundCase } from './state.js'
import { command, DAY_ms, HOUR_ms, people, requestRefund } from './testing.js'

export const shipped = loadPolicyPacks()
export const calendar = loadCalendar()
const refundPacks = shipped.all().filter((pack): pack is RefundPack => pack.kind === 'refund')
const NOW = '2026-11-22T08:00:00.000Z'

export interface RandomRequest {
  readonly request: RequestRefund
  readonly evidenceKinds: EvidenceKind[]
  readonly history: RiskHistory
}

/** Any request under any shipped pack, also one that is refused. */
export const randomRequest: fc.Arbitrary<RandomRequest> = fc.constantFrom(...refundPacks).chain((pack) => fc.record({
  reason: fc.constantFrom(...pack.reasons.map(({ code }) => code), 'NO_SUCH_REASON'),
  way: fc.constantFrom<PayoutWay>('ORIGINAL', 'BANK_TRANSFER'),
  by: fc.constantFrom<Actor>(people.customer, people.agent, people.stranger),
  daysAgo: fc.integer({ min: 0, max: 1_500 }),
  paid: fc.integer({ min: 1, max: 2_000_000 }),
  restShare: fc.integer({ min: 0, max: 100 }),
  asked: fc.integer({ min: 0, max: 2_000_000 }),
  delivery: fc.option(fc.constantFrom('PENDING' as const, 'IN_TRANSIT' as const, 'DELIVERED' as const, 'FAILED' as const), { nil: undefined }),
  etaHours: fc.option(fc.integer({ min: -5, max: 5 }), { nil: undefined }),
  evidenceKinds: fc.subarray([...EVIDENCE_KINDS]),
  history: fc.record({ casesLast90Days: fc.nat(8), casesLast24Hours: fc.nat(4), refundedShare_percent: fc.nat(100), sameEvidenceOnOtherCases: fc.nat(1) }),
}).map(({ reason, way, by, daysAgo, paid, restShare, asked, delivery, etaHours, evidenceKinds, history }) => {
  const of = (minor: number) => ({ minor, currency: pack.currency })
  const facts = {
    customer: people.customer.id, placedAt: addMilliseconds(NOW, -daysAgo * DAY_ms), paid: of(paid), rest: of(Math.floor(paid * restShare / 100)),
    ...(delivery ? { delivery: { status: delivery, ...(etaHours === undefined ? {} : { eta: addMilliseconds(NOW, etaHours * HOUR_ms) }) } } : {}),
  }
  const request = requestRefund({ reason, wantedWay: way, consent: { how: 'WRITTEN', reference: 'letter-7' }, facts, requested: of(asked), pack: { id: pack.id, version: pack.version } }, { by, now: NOW })
  return { request, evidenceKinds, history }
}))

/** What the deciders do with the request itself: it is opened, all its evidence is brought, the machine looks at it. */
export const decided = ({ request, history }: RandomRequest): readonly RefundCaseEvent[] | Refusal => {
  const stream = new StreamInMemory<RefundCase, RefundCaseCommand>(refundCaseDecider(shipped, calendar), 'refundCase-demo.x')
  const opening = stream.when(request)
  if (isRefusal(opening)) return opening
  const missing = stream.state.phase === 'unopened' ? [] : stream.state.missingEvidence
  missing.forEach((kind, index) => {
    stream.given(command('AttachEvidence', { evidenceId: `e-${index}`, sha256: hashOf(index), size_bytes: 1, mediaType: 'image/png', kind }, { now: NOW }))
  })
  const { placedAt, rest, delivery } = request.facts
  stream.given(command('AutomaticallyReview', { facts: { placedAt, rest, history, ...(delivery ? { delivery } : {}) } }, { now: NOW }))
  return stream.events as RefundCaseEvent[]
}
