import { reasonOf, reviewItemsFor, type EvidenceKind, type RefundPack } from '@recourse/policy'
import type { AgreementDrafted, ApprovalProposed, RefundApproved, RefundCaseEvent } from './events/index.js'
import type { EventOf } from '@recourse/kernel'

type Of<Type extends RefundCaseEvent['type']> = Extract<RefundCaseEvent, { type: Type }>
type Approved = EventOf<typeof RefundApproved>

/**
 * What a pack demands before money leaves, read from nothing but the events of a case and the pack as data: it knows neither the decider nor its state.
 * `trained` says whose training was shown when they acted; the events do not keep it.
 */
export const unmetDemands = (events: readonly RefundCaseEvent[], pack: RefundPack, trained: (person: string) => boolean): readonly string[] =>
  events.flatMap((event, place) => (event.type === 'PayoutRequested' ? new PayoutDemands(events.slice(0, place), pack, trained).unmet(event) : []))

class PayoutDemands {
  private readonly request: Of<'RefundRequested'>
  private readonly approval: Approved | undefined
  /** What lies before the approval. */
  private readonly before: readonly RefundCaseEvent[]

  constructor(private readonly events: readonly RefundCaseEvent[], private readonly pack: RefundPack, private readonly trained: (person: string) => boolean) {
    this.request = events[0] as Of<'RefundRequested'>
    this.approval = lastOf(events, 'RefundApproved')
    this.before = this.approval ? events.slice(0, events.indexOf(this.approval)) : []
  }

  unmet(payout: Of<'PayoutRequested'>): string[] {
    const { approval } = this
    if (!approval) return ['a payout without approval']
    const isByMachine = approval.metadata.commandType === 'AutomaticallyReview'
    const demands: Record<string, boolean> = {
      'payouts beyond the approval': this.underWay_minor + payout.data.amount.minor <= approval.data.amount.minor,
      'an approval that had fallen': !['ReservationLost', 'AppealLodged', 'RefundRefused'].some((type) => this.after(approval, type as RefundCaseEvent['type'])),
      'an approval beyond the request': approval.data.amount.minor <= this.request.data.requested.minor,
      'evidence that the reason demands is missing': this.missingEvidence.length === 0,
      'evidence that was asked for neither came nor ran out of time': !this.isWaitingForEvidence,
      'a legal opinion was outstanding': !this.isOpen('LegalOpinionRequested', 'LegalOpinionReceived'),
      'a sum above the limit, or against the machine, by one person': !this.needsTwo(approval) || this.areTwo(approval),
      'no agreement signed by both sides, though the pack negotiates': !this.pack.settlement.required || this.isAgreed(approval),
      ...(isByMachine ? this.ofMachine(approval) : this.ofPeople(approval)),
    }
    return Object.keys(demands).filter((demand) => !demands[demand])
  }

  private ofMachine({ data }: Approved): Record<string, boolean> {
    const reviewed = lastOf(this.before, 'AutoReviewed')?.data
    const rule = this.pack.automaticReview.find(({ id }) => id === data.ruleId)
    return {
      'the machine approved by no rule of the pack': reviewed?.verdict === 'APPROVE' && reviewed.ruleId === data.ruleId && rule?.verdict === 'APPROVE',
      'the machine approved another sum': data.amount.minor === this.request.data.requested.minor,
      'the machine approved at high risk': (lastOf(this.before, 'RiskAssessed')?.data.score ?? 0) < this.pack.risk.highFrom,
    }
  }

  private ofPeople(approval: Approved): Record<string, boolean> {
    const deciders = this.decidersOf(approval)
    const { customer } = this.request.data
    const parties = [customer, this.request.metadata.actor.id]
    const overruled = this.before.filter((event, place) => event.type === 'RefundRefused' && wasOverturned(this.before.slice(place))).map(({ metadata }) => metadata.actor.id)
    return {
      'decided by whoever asked or receives': deciders.every((person) => !parties.includes(person)),
      'decided by somebody without the training': this.pack.trainingForDecision.length === 0 || deciders.every(this.trained),
      'decided again by whoever was overruled': deciders.every((person) => !overruled.includes(person)),
      'an item of the review has no finding': this.itemsWithoutFinding.length === 0,
      'no calculation, though the pack computes': this.pack.calculation !== 'PREPAID' || lastOf(this.before, 'RefundCalculated') !== undefined,
    }
  }

  /** Who put their name to the sum for the operator. */
  private decidersOf({ metadata: { commandType, actor } }: Approved): string[] {
    if (commandType === 'SignAgreement') return this.signatures.filter(({ data }) => data.party === 'OPERATOR').map((signed) => signed.metadata.actor.id)
    return commandType === 'ConfirmApproval' ? [this.proposal!.metadata.actor.id, actor.id] : [actor.id]
  }

  private needsTwo({ data: { amount } }: Approved): boolean {
    const { pack: { secondApproverAbove_minor: limit }, request: { data: { requested, reason } } } = this
    const { from_percent, to_percent } = reasonOf(this.pack, reason)!.share
    const percent = (amount.minor * 100) / requested.minor
    const againstMachine = this.before.some((event) => event.type === 'ReviewFindingRecorded' && event.data.overridesMachine && isLatestFinding(event, this.before))
    return (limit !== null && amount.minor > limit) || percent < from_percent || percent > to_percent || againstMachine
  }

  private areTwo(approval: Approved): boolean {
    return approval.metadata.commandType === 'SignAgreement' ? this.isAgreed(approval) : this.isConfirmed(approval)
  }

  private isConfirmed({ data, metadata }: Approved): boolean {
    const confirmed = lastOf(this.before, 'ApprovalConfirmed')
    const proposed = this.proposal
    return confirmed !== undefined && proposed !== undefined && proposed.metadata.actor.id !== confirmed.metadata.actor.id && metadata.actor.id === confirmed.metadata.actor.id
      && proposed.data.approvalHash === confirmed.data.approvalHash && proposed.data.amount.minor === data.amount.minor
      && !this.before.slice(this.before.indexOf(proposed)).some(({ type }) => type === 'ApprovalRejected' || type === 'ApprovalLapsed')
  }

  /** The last signature is an event of the same command as the approval and lies before it. */
  private isAgreed({ data }: Approved): boolean {
    const { drafted, accepted } = this
    const [customer, ...others] = this.signatures.toSorted((a, b) => a.data.party.localeCompare(b.data.party))
    return drafted !== undefined && accepted !== undefined && others.length === 1 && data.agreement === drafted.data.documentSha256
      && customer!.data.party === 'CUSTOMER' && customer!.metadata.actor.id === this.request.data.customer
      && others[0]!.data.party === 'OPERATOR' && others[0]!.metadata.actor.id !== customer!.metadata.actor.id
      && drafted.data.amount.minor === data.amount.minor && drafted.data.amount.minor === accepted.data.amount.minor && drafted.data.way === accepted.data.way
  }

  private get proposal(): EventOf<typeof ApprovalProposed> | undefined {
    return lastOf(this.before, 'ApprovalProposed')
  }

  private get drafted(): EventOf<typeof AgreementDrafted> | undefined {
    return lastOf(this.before, 'AgreementDrafted')
  }

  /** The offer that was accepted last, as it was made. */
  private get accepted(): Of<'OfferMade'> | Of<'OfferCountered'> | undefined {
    const { offerNo } = lastOf(this.before, 'OfferAccepted')?.data ?? {}
    return this.before.find((event) => (event.type === 'OfferMade' || event.type === 'OfferCountered') && event.data.offerNo === offerNo) as Of<'OfferMade'> | undefined
  }

  private get signatures(): Of<'AgreementSigned'>[] {
    const { drafted } = this
    return this.before.slice(drafted ? this.before.indexOf(drafted) : this.before.length)
      .filter((event): event is Of<'AgreementSigned'> => event.type === 'AgreementSigned' && event.data.documentSha256 === drafted!.data.documentSha256)
  }

  private get missingEvidence(): EvidenceKind[] {
    const kinds = this.before.map((event) => (event.type === 'EvidenceAttached' ? event.data.kind : undefined))
    return reasonOf(this.pack, this.request.data.reason)!.requiredEvidence.filter((kind) => !kinds.includes(kind))
  }

  private get isWaitingForEvidence(): boolean {
    const asked = lastOf(this.before, 'EvidenceRequested')
    if (!asked) return false
    const since = this.before.slice(this.before.indexOf(asked))
    const came = since.map((event) => (event.type === 'EvidenceAttached' ? event.data.kind : undefined))
    return !since.some(({ type }) => type === 'EvidenceOverdue') && asked.data.kinds.some((kind) => !came.includes(kind))
  }

  private get itemsWithoutFinding(): string[] {
    const files = new Map(this.before.flatMap((event) => (event.type === 'EvidenceAttached' ? [[event.data.evidenceId, event.data] as const] : [])))
    return reviewItemsFor(this.pack, this.request.data.reason).filter(({ code, evidence }) => !this.before.some((event) => {
      if (event.type !== 'ReviewFindingRecorded' || event.data.item !== code) return false
      const kinds = event.data.evidenceIds.map((id) => files.get(id)?.kind)
      return evidence === undefined || (evidence === 'ANY' ? kinds.length > 0 : kinds.includes('pre') && kinds.includes('post'))
    })).map(({ code }) => code)
  }

  /** What left or may have left and did not come back. */
  private get underWay_minor(): number {
    const over = new Set<number>()
    for (const { type, data } of this.events) {
      if (type === 'PayoutFailed' || type === 'PayoutReturned') over.add(data.payoutNo)
      if (type === 'PayoutResubmitted' || type === 'PayoutConfirmed') over.delete(data.payoutNo)
    }
    return this.events.reduce((sum, event) => sum + (event.type === 'PayoutRequested' && !over.has(event.data.payoutNo) ? event.data.amount.minor : 0), 0)
  }

  private isOpen(opening: RefundCaseEvent['type'], closing: RefundCaseEvent['type']): boolean {
    const opened = this.before.filter(({ type }) => type === opening).length
    return opened > this.before.filter(({ type }) => type === closing).length
  }

  private after(event: RefundCaseEvent, type: RefundCaseEvent['type']): boolean {
    return this.events.slice(this.events.indexOf(event)).some((later) => later.type === type)
  }
}

const lastOf = <Type extends RefundCaseEvent['type']>(events: readonly RefundCaseEvent[], type: Type): Of<Type> | undefined =>
  events.findLast((event): event is Of<Type> => event.type === type)

const wasOverturned = (since: readonly RefundCaseEvent[]): boolean => since.find((event): event is Of<'AppealDecided'> => event.type === 'AppealDecided')?.data.outcome === 'OVERTURNED'

const isLatestFinding = (finding: Of<'ReviewFindingRecorded'>, events: readonly RefundCaseEvent[]): boolean =>
  events.findLast((event) => event.type === 'ReviewFindingRecorded' && event.data.item === finding.data.item) === finding
