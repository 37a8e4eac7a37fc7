import { addMilliseconds, money, StreamInMemory, streamName, type Actor, type Instant } from '@recourse/kernel'
import { PolicyPacks, WorkingCalendar, type EvidenceKind, type RefundPack } from '@recourse/policy'
import { refundCaseDecider, refundCasePermissions, type OpenedCase, type RefundCaseCommand, type RefundCaseEvent } from '@recourse/refund-case'
import { calculate, CASE_ID, command, DAY_ms, orderFacts, people, requestRefund, SHA, T0, type CaseStream } from '@recourse/refund-case/testing'

/** Words for the specs of this library; no part of its public entry. */

/** Numbers from 0 up to 1, the same for the same seed. */
const randomFrom = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    return ((mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed))) >>> 14) / 2 ** 18
  }
}

type Proposal = (state: OpenedCase, pack: RefundPack, extra: { now: Instant }, n: number) => RefundCaseCommand

const personal = { person: people.customer.id, fields: { note: 'seen', question: 'owed?', opinion: 'owed', payee: { name: 'Wang', account: '62' } } }
const evidenceOf = (kind: EvidenceKind, n: number, { now }: { now: Instant }) => command('AttachEvidence', {
  evidenceId: `e-${n}`, sha256: n.toString(16).padStart(64, '0'), size_bytes: 10, mediaType: 'image/png', kind, bodySite: 'WHOLE_FACE',
}, { now })
const trained = ({ trainingForDecision }: RefundPack) => ({ facts: { training: [...trainingForDecision] } })
const approval = ({ claimable }: OpenedCase, pack: RefundPack) => ({ amount: claimable, breakdown: [], ...trained(pack) })
const payoutNoOf = ({ payouts }: OpenedCase): number => Math.max(1, ...Object.keys(payouts).map(Number))
const hash = ({ proposal }: OpenedCase): string => proposal?.approvalHash ?? 'none'
const nextItem = (state: OpenedCase, { reviewItems }: RefundPack): string => reviewItems.find(({ code }) => !state.findings[code])?.code ?? 'none'

const latest = (now: Instant, due: Instant | undefined): { now: Instant } => ({ now: due && due > now ? due : now })

const recordFinding: Proposal = (state, pack, extra) =>
  command('RecordFinding', { item: nextItem(state, pack), finding: 'CONFIRMED', evidenceIds: state.evidence.map(({ id }) => id), personal }, extra)
const recordLegalOpinion: Proposal = (_, __, extra) => command('RecordLegalOpinion', { finding: 'OWED', personal }, extra)

const markOverdue: Proposal = ({ stage }, _, { now }) => command('MarkStageOverdue', { stage: stage.stage, dueAt: stage.dueAt }, latest(now, stage.dueAt))
const escalate: Proposal = ({ stage, escalationLevel, nextEscalationAt }, _, { now }) =>
  command('EscalateCase', { stage: stage.stage, dueAt: stage.dueAt, level: escalationLevel + 1 }, latest(now, nextEscalationAt))
const loseReservation: Proposal = ({ claimable }, _, extra) => command('LoseReservation', { facts: { rest: money(claimable.minor - 100, 'CNY') } }, extra)
const withdraw: Proposal = (_, __, extra) => command('WithdrawRefund', {}, extra)

/** The next step of a negotiation; half of them end with money, the others with a remedy where the pack has one. */
const negotiate: Proposal = (state, pack, extra, n) => {
  const { settlement } = pack
  const last = state.settlement?.offers.at(-1)
  if (state.settlement?.agreement) {
    if (n % 3 === 0) return command('ReadAgreement', { documentSha256: SHA }, extra)
    return command('SignAgreement', { documentSha256: SHA, acknowledgedClauses: settlement.required ? [...settlement.clauses] : [], ...trained(pack) }, extra)
  }
  if (last?.status === 'accepted') return command('DraftAgreement', { offerNo: last.offerNo, documentSha256: SHA, templateVersion: 1 }, extra)
  if (last?.status === 'open') return command('AcceptOffer', { offerNo: last.offerNo, offerHash: last.offerHash }, extra)
  const remedy = n % 2 ? pack.remedies[0]?.kind : undefined
  return command('MakeOffer', { amount: remedy ? money(0, 'CNY') : state.claimable, way: 'ORIGINAL', ...(remedy ? { remedy } : {}) }, extra)
}

/** What may happen in each phase under any pack, filled so that it is usually accepted. */
const PROPOSALS: Readonly<Record<OpenedCase['phase'], readonly Proposal[]>> = {
  intake: [({ missingEvidence }, _, extra, n) => evidenceOf(missingEvidence[0]!, n, extra)],
  review: [
    ({ missingEvidence }, _, extra, n) => evidenceOf(missingEvidence[0] ?? (n % 2 ? 'pre' : 'post'), n, extra),
    recordFinding, recordFinding, recordFinding, recordLegalOpinion,
    (_, __, extra) => command('AutomaticallyReview', { facts: orderFacts() }, extra),
    (_, __, extra) => command('RequestEvidence', { kinds: ['chat'] }, extra),
    ({ evidenceDueAt }, _, { now }) => command('ExpireEvidenceRequest', { dueAt: evidenceDueAt ?? T0 }, latest(now, evidenceDueAt)),
    (_, __, extra) => command('RecordContact', { channel: 'PHONE', outcome: 'REACHED' }, extra),
    (_, __, extra) => calculate({}, extra),
    (state, pack, extra) => command('ApproveRefund', approval(state, pack), extra),
    (state, pack, extra) => command('ProposeApproval', approval(state, pack), extra),
    (_, pack, extra) => command('RefuseRefund', { reason: 'NOT_TRUE', clause: pack.clauses[0]!.id, ...trained(pack) }, extra),
    ({ claimable }, _, extra) => command('CompleteReview', { low: money(0, 'CNY'), high: claimable, breakdown: [] }, extra),
  ],
  settlement: [
    negotiate, negotiate, negotiate, negotiate, negotiate, negotiate, negotiate, negotiate,
    (_, __, extra) => command('EndSettlement', { reason: 'FAR_APART' }, extra),
    (_, pack, extra) => command('RefuseRefund', { reason: 'NOT_TRUE', clause: pack.clauses[0]!.id, ...trained(pack) }, extra),
  ],
  decision: [
    withdraw, loseReservation,
    (state, pack, extra) => command('ConfirmApproval', { approvalHash: hash(state), ...trained(pack) }, extra),
    (state, _, extra) => command('RejectApproval', { approvalHash: hash(state), reason: 'TOO_MUCH' }, extra),
    (state, _, { now }) => command('LapseApproval', { approvalHash: hash(state) }, { now: addMilliseconds(now, 8 * DAY_ms) }),
  ],
  appeal: [
    (_, pack, extra) => command('DecideAppeal', { outcome: 'OVERTURNED', ...trained(pack) }, extra),
    (_, pack, extra) => command('DecideAppeal', { outcome: 'UPHELD', ...trained(pack) }, extra),
  ],
  payout: [
    loseReservation, markOverdue,
    ({ approved }, _, extra) => command('RequestPayout', { amount: approved!, channel: 'SANDBOX', facts: { reserved: approved! } }, extra),
    (state, _, extra) => command('RecordPayoutConfirmed', { payoutNo: payoutNoOf(state), amount: state.approved!, channelReference: 'r', settledAt: extra.now }, extra),
    (state, _, extra) => command('RecordPayoutFailed', { payoutNo: payoutNoOf(state), code: 'CARD_NUMBER_WRONG', correctable: true }, extra),
    (state, _, extra, n) => command('CorrectPayoutDetails', {
      payoutNo: payoutNoOf(state), channel: n % 2 ? 'SANDBOX' : 'BANK', consent: { how: 'RECORDED_CALL', reference: 'call-7' },
    }, extra),
    (state, _, extra) => command('ResubmitPayout', {
      payoutNo: payoutNoOf(state), correctionVersion: state.payouts[payoutNoOf(state)]?.correction?.version, facts: { reserved: state.approved! },
    }, extra),
  ],
  receipt: [
    markOverdue,
    (_, __, extra) => command('ConfirmReceipt', {}, extra),
    (_, __, extra) => command('DisputeReceipt', {}, extra),
    ({ autoConfirmAt }, _, { now }) => command('AutoConfirmReceipt', {}, latest(now, autoConfirmAt)),
    (state, _, extra) => command('RecordPayoutReturned', { payoutNo: payoutNoOf(state), code: 'ACCOUNT_CLOSED', returnedAt: extra.now }, extra),
  ],
  closed: [
    (_, __, extra) => command('LodgeAppeal', {}, extra),
    (state, _, extra) => command('RecordPayoutReturned', { payoutNo: payoutNoOf(state), code: 'ACCOUNT_CLOSED', returnedAt: extra.now }, extra),
  ],
}

const ANYWHERE: readonly Proposal[] = [markOverdue, escalate, (_, __, extra) => command('RequestLegalOpinion', { personal }, extra), recordLegalOpinion, loseReservation, withdraw]

/** A random history under a pack (in yuan), the same for the same seed. Refused commands leave nothing, as in life. */
export const randomWalk = (shipped: RefundPack, seed: number, length = 80): readonly RefundCaseEvent[] => {
  const pack = { ...shipped, currency: 'CNY' }
  const random = randomFrom(seed)
  const oneOf = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!
  const decider = refundCaseDecider(new PolicyPacks([pack]), new WorkingCalendar([]))
  const stream: CaseStream = new StreamInMemory(decider, streamName('refundCase', 'demo', CASE_ID))
  stream.given(requestRefund({ reason: oneOf(pack.reasons).code, pack: { id: pack.id, version: pack.version }, requested: money(10_000, 'CNY') }))
  let now = T0
  for (let n = 0; n < length; n += 1) {
    now = addMilliseconds(now, oneOf([0, 60_000, 3_600_000]))
    const state = stream.state as OpenedCase
    const proposed = (random() < 0.93 ? oneOf(PROPOSALS[state.phase]) : oneOf(ANYWHERE))(state, pack, { now }, n)
    const permitted: readonly Actor[] = Object.values(people).filter(({ id, roles }) => id !== people.stranger.id && refundCasePermissions[proposed.type].some((role) => roles.includes(role)))
    const actor = permitted.includes(people.customer) && random() < 0.5 ? people.customer : oneOf(permitted)
    now = proposed.now
    stream.when({ ...proposed, actor })
  }
  return stream.events as RefundCaseEvent[]
}
