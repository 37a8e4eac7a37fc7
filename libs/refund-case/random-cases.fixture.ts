import { addMilliseconds, hashOf, money, StreamInMemory, type Actor, type Decider, type Instant } from '@recourse/kernel'
import { EVIDENCE_KINDS, reviewItemsFor, type EvidenceKind, type RefundPack } from '@recourse/policy'
import fc from 'fast-check'
import type { RefundCaseCommand } from './commands.js'
import { refundCasePermissions } from './permissions.js'
import { payableOf, type OpenedCase, type RefundCase } from './state.js'
import { CASE_ID, calculate, command, confirmPayout, failPayout, NO_HISTORY, orderFacts, people, requestRefund, SHA, T0 } from './testing.js'

/** Somebody who buys in the shop they work in. */
const insider: Actor = { id: 'insider', roles: ['customer', 'agent', 'reviewer', 'supervisor'] }
const staff: readonly Actor[] = [people.agent, people.reviewer, people.doctor, people.supervisor, people.judge, people.financeChecker, insider]
const paid_minor = 2_000_000

/** Whose training is on record. */
export const isTrained = (person: string): boolean => ([people.reviewer, people.supervisor, people.financeChecker, insider] as Actor[]).some(({ id }) => id === person)

/** One random step: what of all that could be done, by whom, over how much, as it should be or not, how much later. */
interface Step {
  readonly pick: number
  readonly by: Actor
  readonly amount_minor: number
  readonly faithful: boolean
  /** Takes what usually comes next instead of anything. */
  readonly guided: boolean
  readonly later_ms: number
}

export interface RandomCase {
  /** Its id. */
  readonly pack: string
  readonly request: { readonly by: Actor; readonly reason: string; readonly amount_minor: number; readonly delivered: boolean; readonly daysAgo: number }
  readonly steps: readonly Step[]
}

const amounts = fc.constantFrom(1, 1_000, 49_999, 60_000, 298_000, 600_000, 1_500_000)

const step: fc.Arbitrary<Step> = fc.record({
  pick: fc.nat(10_000),
  by: fc.constantFrom(...staff),
  amount_minor: amounts,
  faithful: fc.nat(5).map((n) => n > 0),
  guided: fc.nat(5).map((n) => n > 0),
  later_ms: fc.constantFrom(0, 0, 0, 61_000, 3_600_000, 100_000_000),
})

/** Any case under any of the packs; packs that negotiate come twice, because their way to the money is longer. */
export const randomCase = (packs: readonly RefundPack[]): fc.Arbitrary<RandomCase> => fc.constantFrom(...packs, ...packs.filter(({ settlement }) => settlement.required)).chain((pack) => fc.record({
  pack: fc.constant(pack.id),
  request: fc.record({
    by: fc.constantFrom<Actor>(people.customer, people.customer, people.agent, insider),
    reason: fc.constantFrom(...pack.reasons.map(({ code }) => code)),
    amount_minor: amounts, delivered: fc.boolean(), daysAgo: fc.constantFrom(0, 2, 20, 500),
  }),
  steps: fc.array(step, { minLength: 25, maxLength: 55, size: 'max' }),
}))

export type CaseDecider = Decider<RefundCase, RefundCaseCommand>

/** What a decider makes of a random case under its pack. */
export const play = (decider: CaseDecider, { request, steps }: RandomCase, pack: RefundPack): StreamInMemory<RefundCase, RefundCaseCommand> => {
  const stream = new StreamInMemory(decider, `refundCase-demo.${CASE_ID}`)
  const of = (minor: number) => money(minor, pack.currency)
  const isCustomer = request.by.id === insider.id || request.by === people.customer
  const facts = orderFacts({
    customer: isCustomer ? request.by.id : people.customer.id, placedAt: addMilliseconds(T0, -request.daysAgo * 86_400_000), paid: of(paid_minor), rest: of(paid_minor),
    delivery: { status: request.delivered ? 'DELIVERED' : 'PENDING', eta: addMilliseconds(T0, -1) },
  })
  stream.given(requestRefund({ facts, requested: of(request.amount_minor), reason: request.reason, pack: { id: pack.id, version: pack.version } }, { by: request.by }))
  let now = T0
  for (const [place, next] of steps.entries()) {
    now = addMilliseconds(now, next.later_ms)
    const moves = new Moves(pack, next, stream.state as OpenedCase, now, place)
    const choices = next.guided ? moves.usual() : moves.all()
    const chosen = choices[next.pick % choices.length]!
    stream.when(withTraining(next.guided ? bySomebodyPermitted(chosen, next.pick) : chosen, pack))
  }
  return stream
}

/** What usually comes next is done by somebody who may, so that many cases get far. */
const bySomebodyPermitted = (command: RefundCaseCommand, pick: number): RefundCaseCommand => {
  const may = ({ roles }: Actor) => roles.some((role) => refundCasePermissions[command.type].includes(role))
  const able = staff.filter(may)
  return may(command.actor) || able.length === 0 ? command : { ...command, actor: able[pick % able.length]! }
}

const DECISIONS: readonly RefundCaseCommand['type'][] = ['ApproveRefund', 'ProposeApproval', 'ConfirmApproval', 'RefuseRefund', 'DecideAppeal', 'SignAgreement']

/** The training on record of whoever sends it, as a handler would read it. */
const withTraining = (command: RefundCaseCommand, { trainingForDecision }: RefundPack): RefundCaseCommand =>
  (DECISIONS.includes(command.type) ? { ...command, facts: { training: isTrained(command.actor.id) ? trainingForDecision : [] } } as RefundCaseCommand : command)

/** Whatever could be sent at one step. */
class Moves {
  private readonly extra: { readonly by: Actor; readonly now: Instant }

  constructor(private readonly pack: RefundPack, private readonly step: Step, private readonly state: OpenedCase, private readonly now: Instant, private readonly place: number) {
    this.extra = { by: step.by, now }
  }

  all(): RefundCaseCommand[] {
    return [...this.evidence(), ...this.review(), ...this.approval(), ...this.appeal(), ...this.settlement(), ...this.payout()]
  }

  /** What usually comes next, and a few things that may come beside it. */
  usual(): RefundCaseCommand[] {
    switch (this.state.phase) {
      case 'intake': return this.evidence().slice(0, 1)
      case 'review': return this.usualInReview()
      case 'settlement': return this.usualInSettlement()
      case 'decision': return this.approval().slice(2, 4)
      case 'appeal':
      case 'closed': return this.appeal()
      default: return this.payout()
    }
  }

  private usualInReview(): RefundCaseCommand[] {
    const [automatic, nextFinding] = this.review()
    if (!this.state.autoReviewed) return [automatic!]
    if (this.state.missingEvidence.length > 0) return [...this.evidence(), ...this.approval().slice(0, 2)]
    if (this.state.legalOpinion) return [...this.review().slice(3, 4), ...this.approval().slice(0, 1)]
    if (this.nextItem) return [nextFinding!, nextFinding!, nextFinding!, ...this.review()]
    if (this.pack.calculation === 'PREPAID' && !this.state.calculation) return this.review().slice(4, 5)
    return this.pack.settlement.required ? this.settlement().slice(0, 1) : this.approval().slice(0, 2)
  }

  private usualInSettlement(): RefundCaseCommand[] {
    const [, offer, counter, accept, draft, read, sign, signAsCustomer] = this.settlement()
    const { settlement } = this.state
    if (settlement?.agreement) return [this.byCustomerInstead(read!), sign!, sign!, signAsCustomer!, signAsCustomer!]
    const status = settlement?.offers.at(-1)?.status
    return status === 'accepted' ? [draft!] : status === 'open' ? [counter!, accept!, accept!, this.byCustomerInstead(accept!)] : [offer!]
  }

  private byCustomerInstead(other: RefundCaseCommand): RefundCaseCommand {
    return { ...other, actor: this.byCustomer }
  }

  private evidence(): RefundCaseCommand[] {
    const kind = this.state.missingEvidence[0] ?? EVIDENCE_KINDS[this.step.pick % EVIDENCE_KINDS.length]!
    const attach = (wanted: EvidenceKind) => command('AttachEvidence', {
      evidenceId: `e-${this.place}`, sha256: hashOf(this.place), size_bytes: 1, mediaType: 'image/png', kind: wanted, bodySite: 'WHOLE_FACE',
    }, { by: this.byCustomer, now: this.now })
    return [
      attach(kind), attach('other'),
      command('ExpireEvidenceRequest', { dueAt: this.state.evidenceDueAt ?? this.now }, { now: addMilliseconds(this.state.evidenceDueAt ?? this.now, this.step.faithful ? 0 : -1) }),
    ]
  }

  private review(): RefundCaseCommand[] {
    const { state: { requestedAt, evidence, reason }, step: { faithful, amount_minor }, extra, now } = this
    const items = reviewItemsFor(this.pack, reason)
    const item = this.nextItem ?? items[this.step.pick % Math.max(1, items.length)]?.code ?? 'NONE'
    const note = { person: people.customer.id, fields: { note: 'seen' } }
    return [
      command('AutomaticallyReview', {
        facts: {
          placedAt: requestedAt, rest: this.of(faithful ? paid_minor : 0), delivery: { status: 'PENDING', eta: addMilliseconds(requestedAt, -1) },
          history: { ...NO_HISTORY, ...(this.step.pick % 4 ? {} : { casesLast90Days: 9, casesLast24Hours: 9 }) },
        },
      }, { now }),
      command('RecordFinding', { item, finding: faithful ? 'CONFIRMED' : 'NOT_CONFIRMED', evidenceIds: faithful ? evidence.map(({ id }) => id) : [], personal: note }, extra),
      command('RequestLegalOpinion', {}, extra),
      command('RecordLegalOpinion', { finding: 'OWED' }, extra),
      calculate({
        used: [{ units: 2, listPrice_minor: 12_000 }],
        facts: { paid: this.of(paid_minor), contract: { kind: 'METERED', concludedOn: '2025-12-01', paidOn: '2025-12-01', units: 10 }, rates: { lpr1y_bp: 300, deposit1y_bp: 150 } },
      }, extra),
      command('RequestEvidence', { kinds: ['chat'] }, extra),
      command('RecordContact', { channel: 'PHONE', outcome: 'REACHED' }, extra),
      command('RefuseRefund', { reason: 'NO', clause: this.pack.clauses[0]!.id }, extra),
      command('TakeOver', { reason: 'X' }, extra),
      command('LoseReservation', { facts: { rest: this.of(amount_minor) } }, { now }),
    ]
  }

  private approval(): RefundCaseCommand[] {
    const { step: { faithful, amount_minor }, state: { requested, proposal }, extra } = this
    const fields = { amount: faithful ? requested : this.of(amount_minor), breakdown: [] }
    const approvalHash = faithful ? proposal?.approvalHash ?? 'none' : 'f'.repeat(64)
    return [
      command('ApproveRefund', fields, extra),
      command('ProposeApproval', fields, extra),
      command('ConfirmApproval', { approvalHash }, extra),
      command('RejectApproval', { approvalHash, reason: 'NO' }, extra),
      command('LapseApproval', { approvalHash }, { now: this.now }),
    ]
  }

  private appeal(): RefundCaseCommand[] {
    return [
      command('LodgeAppeal', {}, { by: this.byCustomer, now: this.now }),
      command('DecideAppeal', { outcome: this.step.faithful ? 'OVERTURNED' : 'UPHELD' }, this.extra),
    ]
  }

  private settlement(): RefundCaseCommand[] {
    const { step: { faithful, amount_minor }, state: { settlement, offersMade, requested }, extra } = this
    const documentSha256 = faithful ? SHA : 'b'.repeat(64)
    const terms = { amount: this.of(Math.min(amount_minor, requested.minor)), way: 'ORIGINAL' as const }
    const signature = { documentSha256: faithful ? settlement?.agreement?.documentSha256 ?? SHA : 'c'.repeat(64), acknowledgedClauses: settlement?.agreement?.clauses.slice() ?? [] }
    return [
      command('CompleteReview', { low: this.of(1), high: faithful ? requested : this.of(amount_minor), breakdown: [] }, extra),
      command('MakeOffer', terms, extra),
      command('CounterOffer', { offerNo: offersMade, ...terms }, { by: this.byCustomer, now: this.now }),
      command('AcceptOffer', { offerNo: offersMade, offerHash: settlement?.offers.at(-1)?.offerHash ?? 'none' }, extra),
      command('DraftAgreement', { offerNo: offersMade, documentSha256, templateVersion: 1 }, { now: this.now }),
      command('ReadAgreement', { documentSha256: signature.documentSha256 }, extra),
      command('SignAgreement', { ...signature }, extra),
      command('SignAgreement', signature, { by: this.byCustomer, now: addMilliseconds(this.now, faithful ? 61_000 : 0) }),
      command('EndSettlement', { reason: 'X' }, extra),
    ]
  }

  private payout(): RefundCaseCommand[] {
    const { step: { faithful, amount_minor }, state, extra, now } = this
    const payoutNo = Math.max(1, Object.keys(state.payouts).length)
    const amount = faithful && state.approved ? payableOf(state) : this.of(amount_minor)
    return [
      command('RequestPayout', { amount, channel: 'SANDBOX', facts: { reserved: this.of(paid_minor) } }, { now }),
      command('RequestPayout', { amount: this.of(amount_minor), channel: 'SANDBOX', facts: { reserved: this.of(paid_minor) } }, { now }),
      { ...confirmPayout(payoutNo, 1), amount: state.payouts[payoutNo]?.amount ?? amount, now },
      { ...failPayout(payoutNo, faithful), now },
      command('RecordPayoutAbnormal', { payoutNo, code: 'PAYEE_UNREACHABLE', channelReference: 'r' }, { now }),
      command('RecordPayoutReturned', { payoutNo, code: 'ACCOUNT_CLOSED', returnedAt: now }, { now }),
      command('CorrectPayoutDetails', { payoutNo, channel: faithful ? 'SANDBOX' : 'BANK', consent: { how: 'RECORDED_CALL', reference: 'call-7' } }, { by: people.financeMaker, now }),
      command('ResubmitPayout', { payoutNo, correctionVersion: state.payouts[payoutNo]?.correction?.version, facts: { reserved: this.of(paid_minor) } }, { by: people.financeChecker, now }),
      ...(faithful ? [] : [
        command('LoseReservation', { facts: { rest: this.of(amount_minor) } }, extra),
        command('GiveUpPayout', { payoutNo, facts: { channelSays: 'not-found' } }, { by: people.financeMaker, now }),
      ]),
    ]
  }

  private get nextItem(): string | undefined {
    return reviewItemsFor(this.pack, this.state.reason).find(({ code }) => !this.state.findings[code])?.code
  }

  private get byCustomer(): Actor {
    return this.state.customer === insider.id ? insider : people.customer
  }


  private of(minor: number) {
    return money(minor, this.pack.currency)
  }
}
