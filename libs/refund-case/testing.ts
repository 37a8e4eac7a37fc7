import {
  addMilliseconds, money, StreamInMemory, streamName, uuidv5, type Actor, type Command, type CommandContext, type Instant, type Money, type Role,
} from '@recourse/kernel'
import { PolicyPacks, WorkingCalendar, type MessageKind, type PrepaidContract, type RefundPack } from '@recourse/policy'
import type { OrderFacts, RefundCaseCommand, RiskHistory } from './commands.js'
import { refundCaseDecider } from './decider.js'
import { refundCasePermissions } from './permissions.js'
import type { OpenedCase, RefundCase } from './state.js'

/** Words for the specs of this library; no part of its public entry. */

export const CASE_ID = '3f0a9c1e-7b1d-5e5f-8a55-0d1c5e2b7a90'
export const T0: Instant = '2026-03-02T02:00:00.000Z'
export const HOUR_ms = 3_600_000
export const DAY_ms = 24 * HOUR_ms
export const SHA = 'a'.repeat(64)

export const cny = (minor: number): Money => money(minor, 'CNY')

const person = (id: string, ...roles: Role[]): Actor => ({ id, roles })

export const people = {
  customer: person('wang', 'customer'),
  stranger: person('mallory', 'customer'),
  agent: person('li', 'agent'),
  reviewer: person('zhao', 'reviewer'),
  doctor: person('sun', 'doctor'),
  supervisor: person('chen', 'supervisor'),
  /** A second one, who had no part in anything. */
  judge: person('bao', 'supervisor'),
  financeMaker: person('wu', 'finance-maker'),
  financeChecker: person('zheng', 'finance-checker'),
  operations: person('feng', 'operations'),
  importer: person('feed', 'importer'),
  service: person('system', 'service'),
} as const

const words = (en: string) => ({ en, 'zh-CN': en })
const law = (name: string, article: string) => ({ law: name, article, version: '2021' })
const stage = (role: Role, hours: number) => ({ role, due: { hours }, clause: 'time' })

/** Receipt by the customer's word, a second person above 500.00, one review item, NOT_DELIVERED approved by machine when past its ETA. */
export const testPack = (changes: Partial<RefundPack> = {}): RefundPack => ({
  kind: 'refund', id: 'food', version: '1.0.0', effectiveFrom: '2025-01-01T00:00:00.000Z', reviewBy: '2030-01-01T00:00:00.000Z', currency: 'CNY', title: words('Food'),
  notices: [{ id: 'n', text: words('notice') }],
  clauses: [{ id: 'time', version: 1, basis: 'CONTRACT', text: words('in time'), citations: [law('消法', '第24条')] }],
  guides: [{ id: 'g', text: words('guide') }],
  contacts: [{ kind: 'PHONE', value: '12315', label: words('hotline') }],
  reasons: [
    { code: 'NOT_DELIVERED', label: words('not delivered'), fault: 'operator', share: { from_percent: 0, to_percent: 100 }, requiredEvidence: [], citations: [law('电商法', '第20条')] },
    { code: 'QUALITY', label: words('quality'), fault: 'operator', share: { from_percent: 0, to_percent: 100 }, requiredEvidence: ['purchase', 'other'], citations: [law('食安法', '第148条')] },
  ],
  applicationWindow_days: 7,
  secondApproverAbove_minor: 50_000,
  automaticReview: [
    { id: 'late', when: '!withinWindow', verdict: 'REFER' },
    { id: 'past-eta', when: 'reason == "NOT_DELIVERED" && pastEta && amountWithinRest', verdict: 'APPROVE' },
    { id: 'person', verdict: 'REFER' },
  ],
  reviewItems: [{ code: 'REASON_TRUE', label: words('reason true?') }],
  stages: {
    intake: stage('customer', 24), review: stage('reviewer', 12), decision: stage('supervisor', 4), appeal: stage('supervisor', 24),
    payout: stage('finance-maker', 24), receipt: stage('agent', 72),
  },
  escalation: [{ level: 1, role: 'supervisor', dueAgain: { hours: 4 } }, { level: 2, role: 'operations', dueAgain: { hours: 4 } }],
  settlement: { required: false },
  receipt: { mode: 'confirm', autoConfirmAfter_days: 3 },
  payoutWays: ['ORIGINAL', 'BANK_TRANSFER'],
  otherWayNeedsConsent: true,
  operator: { name: words('Shop'), licences: [] },
  policyFit: 'withinWindow', calculation: 'AS_ASKED', remedies: [], risk: { highFrom: 50, rules: [] }, spotCheck: { share_percent: 5, atLeast: 1 },
  trainingForDecision: [], contactAttemptsBeforeRefusal: 0, evidenceWithin: { hours: 24 }, legalOpinionWithin: { hours: 24 }, approvalValidFor: { hours: 24 },
  appealWithin: { days: 15 }, answerWithin: { hours: 4 },
  templates: [{ kind: 'refund-approved', version: 1, text: words('{{amount}} approved') }],
  appealRoute: words('ask again'),
  ...changes,
})

export const deciderUnder = (changes: Partial<RefundPack> = {}, calendar = new WorkingCalendar([])) => refundCaseDecider(new PolicyPacks([testPack(changes)]), calendar)

export type CaseStream = StreamInMemory<RefundCase, RefundCaseCommand>

export const newCase = (changes: Partial<RefundPack> = {}): CaseStream => new StreamInMemory(deciderUnder(changes), streamName('refundCase', 'demo', CASE_ID))

/** A review that takes working days, so that the calendar matters. */
export const WORKING_DAYS: Partial<RefundPack> = { stages: { ...testPack().stages, review: { ...stage('reviewer', 1), due: { workingDays: 3 } } } }

/** The year 2026 of `T0`, in which only 4 March is off. */
export const CALENDAR = new WorkingCalendar([{ year: 2026, version: 'cn-2026@00000000', holidays: new Map([['2026-03-04', '假日']]), makeUpWorkdays: new Set() }])

/** The same case after a restart with other calendar data. */
export const restartedWith = (calendar: WorkingCalendar, stream: CaseStream, changes: Partial<RefundPack>): CaseStream => {
  const restarted = new StreamInMemory(deciderUnder(changes, calendar), streamName('refundCase', 'demo', CASE_ID))
  restarted.events.push(...stream.events)
  restarted.state = stream.state
  return restarted
}

/** The state of a case that is known to be open. */
export const stateOf = (stream: CaseStream): OpenedCase => stream.state as OpenedCase

type Of<Type extends RefundCaseCommand['type']> = Extract<RefundCaseCommand, { type: Type }>
type Fields<Type extends RefundCaseCommand['type']> = Omit<Of<Type>, keyof CommandContext | 'type'>

let sent = 0

/** A command by the first role that may send it, at T0; `by`, `now` and `id` change that. */
export const command = <Type extends RefundCaseCommand['type']>(
  type: Type, fields: Fields<Type>, { by, now = T0, id }: { by?: Actor; now?: Instant; id?: string } = {},
): Of<Type> => {
  const role = refundCasePermissions[type][0]!
  const actor = by ?? Object.values(people).find(({ roles }) => roles.includes(role))!
  return { type, ...fields, id: id ?? `command-${(sent += 1)}`, tenant: 'demo', actor, now, correlationId: 'c' } as unknown as Of<Type> & Command
}

export const orderFacts = (changes: Partial<OrderFacts> = {}): OrderFacts => ({
  customer: people.customer.id, placedAt: addMilliseconds(T0, -HOUR_ms), paid: cny(100_000), rest: cny(100_000),
  delivery: { status: 'IN_TRANSIT', eta: addMilliseconds(T0, -1) }, ...changes,
})

/** A customer of whom nothing is known. */
export const NO_HISTORY: RiskHistory = { casesLast90Days: 0, casesLast24Hours: 0, refundedShare_percent: 0, sameEvidenceOnOtherCases: 0 }

type Extra = Parameters<typeof command>[2]

export const requestRefund = (changes: Partial<Fields<'RequestRefund'>> = {}, extra: Extra = {}): Of<'RequestRefund'> =>
  command('RequestRefund', {
    caseId: CASE_ID, orderId: 'A-1', facts: orderFacts(), requested: cny(10_000), reason: 'NOT_DELIVERED', origin: 'ONLINE', wantedWay: 'ORIGINAL',
    pack: { id: 'food', version: '1.0.0' }, shown: [], ...changes,
  }, extra)

export const evidence = (kind: Fields<'AttachEvidence'>['kind'], n = 1): Of<'AttachEvidence'> =>
  command('AttachEvidence', { evidenceId: `e-${kind}-${n}`, sha256: n.toString(16).padStart(64, '0'), size_bytes: 10, mediaType: 'image/png', kind })

export const finding = (): Of<'RecordFinding'> => command('RecordFinding', { item: 'REASON_TRUE', finding: 'CONFIRMED', evidenceIds: [] })
export const approve = (minor: number, extra: Extra = {}): Of<'ApproveRefund'> => command('ApproveRefund', { amount: cny(minor), breakdown: [] }, extra)
export const propose = (minor: number, extra: Extra = {}): Of<'ProposeApproval'> => command('ProposeApproval', { amount: cny(minor), breakdown: [] }, extra)
export const requestPayout = (minor: number): Of<'RequestPayout'> =>
  command('RequestPayout', { amount: cny(minor), channel: 'SANDBOX', facts: { reserved: cny(minor) } })
export const confirmPayout = (payoutNo: number, minor: number, extra: Extra = {}): Of<'RecordPayoutConfirmed'> =>
  command('RecordPayoutConfirmed', { payoutNo, amount: cny(minor), channelReference: `ref-${payoutNo}`, settledAt: T0 }, extra)
export const failPayout = (payoutNo: number, correctable = true): Of<'RecordPayoutFailed'> =>
  command('RecordPayoutFailed', { payoutNo, code: 'CARD_NUMBER_WRONG', correctable })

/** The statement of the day lacks a payout of 100.00; `settled` = how. */
export const differ = (differenceNo: number, settled?: Fields<'RecordStatementDifference'>['settled'], { payoutNo = 1, ...extra }: Extra & { payoutNo?: number } = {}): Of<'RecordStatementDifference'> =>
  command('RecordStatementDifference', {
    difference: { payoutNo, reconciliationId: 'r-1', differenceNo, day: '2026-03-02', kind: 'ours-only', ours: { kind: 'refund', amount: cny(10_000), at: T0 } },
    ...(settled && { settled }),
  }, extra)

/** By somebody who looked at the correction as it stands. */
export const resubmitPayout = (payoutNo: number, reserved_minor: number, extra: Extra = {}) => (state: RefundCase): Of<'ResubmitPayout'> => {
  const correctionVersion = (state as OpenedCase).payouts[payoutNo]?.correction?.version
  return command('ResubmitPayout', { payoutNo, correctionVersion, facts: { reserved: cny(reserved_minor) } }, extra)
}

export const lodge = (extra: Extra = {}): Of<'LodgeAppeal'> => command('LodgeAppeal', {}, extra)
export const judge = (outcome: Fields<'DecideAppeal'>['outcome'], extra: Extra = {}): Of<'DecideAppeal'> => command('DecideAppeal', { outcome }, { by: people.judge, ...extra })

/** A pack that promises money: sent within a day, arrived within three, else with interest. */
export const PROMISING: Partial<RefundPack> = {
  payout: { sentWithin: { hours: 24 }, arrivesWithin: { hours: 72 }, lateInterest: { rate: 'LPR_1Y', citation: law('法释〔2025〕4号', '第16条') } },
}

/** Cases brought to a phase by the shortest way, over 100.00. */
export const inReview = (changes: Partial<RefundPack> = {}): CaseStream => newCase(changes).given(requestRefund(), finding())
export const inDecision = (changes: Partial<RefundPack> = {}): CaseStream => inReview(changes).given(propose(10_000))
export const inPayout = (changes: Partial<RefundPack> = {}): CaseStream => inReview(changes).given(approve(10_000))
export const inReceipt = (): CaseStream => inPayout().given(requestPayout(10_000), confirmPayout(1, 10_000))
export const closedPaid = (): CaseStream => inReceipt().given(command('ConfirmReceipt', {}))
export const closedRefused = (changes: Partial<RefundPack> = {}): CaseStream => inReview(changes).given(command('RefuseRefund', { reason: 'NOT_TRUE', clause: 'time' }))

/** Of a prepaid contract over 1000.00 for ten visits. */
export const PREPAID_CONTRACT: PrepaidContract = { kind: 'METERED', concludedOn: '2025-12-01', paidOn: '2025-12-01', units: 10 }
/** A pack that computes its sums. */
export const PREPAID: Partial<RefundPack> = { calculation: 'PREPAID' }
/** Two of the ten visits were used: 800.00 are left, 760.00 by the list price. */
export const calculate = (changes: Partial<Fields<'CalculateRefund'>> = {}, extra: Extra = {}): Of<'CalculateRefund'> => command('CalculateRefund', {
  used: [{ units: 2, listPrice_minor: 12_000 }], facts: { paid: cny(100_000), contract: PREPAID_CONTRACT, rates: { lpr1y_bp: 300, deposit1y_bp: 150 } }, ...changes,
}, extra)

/** A pack in which amount and way are agreed: offers stand for two days, money comes within five, a minute to read, above 500.00 another signer. */
export const NEGOTIATING: Partial<RefundPack> = {
  settlement: { required: true, offerValidFor: { hours: 48 }, payWithin: { hours: 120 }, readingTime_seconds: 60, clauses: ['time'] },
  remedies: [{ kind: 'EXCHANGE', title: words('another one') }],
  stages: { ...testPack().stages, settlement: stage('agent', 96) },
}

type Side = { by?: Actor; now?: Instant }

export const completeReview = (low: number, high: number, extra: Extra = {}): Of<'CompleteReview'> =>
  command('CompleteReview', { low: cny(low), high: cny(high), breakdown: [] }, extra)
export const offer = (minor: number, extra: Side = {}, terms: Partial<Fields<'MakeOffer'>> = {}): Of<'MakeOffer'> =>
  command('MakeOffer', { amount: cny(minor), way: 'ORIGINAL', ...terms }, extra)
export const counter = (offerNo: number, minor: number, extra: Side = {}, terms: Partial<Fields<'MakeOffer'>> = {}): Of<'CounterOffer'> =>
  command('CounterOffer', { offerNo, amount: cny(minor), way: 'ORIGINAL', ...terms }, extra)
/** Accepts the offer that stands, as it stands. */
export const accept = (stream: CaseStream, extra: Side = {}): Of<'AcceptOffer'> => {
  const { offerNo, offerHash } = stateOf(stream).settlement!.offers.at(-1)!
  return command('AcceptOffer', { offerNo, offerHash }, extra)
}
export const draft = (offerNo: number, documentSha256 = SHA): Of<'DraftAgreement'> => command('DraftAgreement', { offerNo, documentSha256, templateVersion: 1 })
export const read = (extra: Side = {}, documentSha256 = SHA): Of<'ReadAgreement'> => command('ReadAgreement', { documentSha256 }, extra)
export const sign = (extra: Side = {}, changes: Partial<Fields<'SignAgreement'>> = {}): Of<'SignAgreement'> =>
  command('SignAgreement', { documentSha256: SHA, acknowledgedClauses: ['time'], ...changes }, extra)

export const AFTER_READING: Instant = addMilliseconds(T0, 60_000)

/** The band reaches from 20.00 to 80.00 of the 100.00 asked for. */
export const inSettlement = (changes: Partial<RefundPack> = {}, request = requestRefund()): CaseStream =>
  newCase({ ...NEGOTIATING, ...changes }).given(request, finding(), completeReview(2_000, 8_000))
/** The operator offered, the customer accepted and opened the agreement. */
export const drafted = (minor = 5_000, terms: Partial<Fields<'MakeOffer'>> = {}, request = requestRefund()): CaseStream => {
  const stream = inSettlement({}, request).given(offer(minor, { by: people.agent }, terms))
  return stream.given(accept(stream), draft(1), read())
}
export const settled = (): CaseStream => drafted().given(sign({ by: people.supervisor }), sign({ now: AFTER_READING }))
export const closedRemedied = (): CaseStream =>
  drafted(0, { remedy: 'EXCHANGE' }).given(sign({ now: AFTER_READING }), sign({ by: people.supervisor, now: AFTER_READING }))

export const inAppeal = (changes: Partial<RefundPack> = {}): CaseStream => closedRefused(changes).given(lodge())

export const messageId = (n: number): string => uuidv5(`message ${n}`)
export const message = (n: number, extra: Extra = {}): Of<'PostMessage'> =>
  command('PostMessage', { messageId: messageId(n), personal: { person: people.customer.id, fields: { text: `message ${n}`, salt: SHA } } }, extra)
export const notice = (n: number, kind: MessageKind = 'refund-approved', extra: Extra = {}): Of<'PostNotice'> => command('PostNotice', {
  messageId: messageId(n), template: { kind, version: 1 }, personal: { person: people.customer.id, fields: { text: { en: '100.00 approved', 'zh-CN': '100.00已通过' }, salt: SHA } },
}, extra)

const about = (fields: Record<string, unknown>) => ({ person: people.customer.id, fields })

/** Walks that together meet every event and every transition. */
export const walks = (): CaseStream[] => {
  const toClosing = newCase().given(
    requestRefund({
      reason: 'QUALITY', items: ['soup'], shown: [{ kind: 'clause', id: 'time', sha256: SHA }],
      personal: about({ narrative: 'cold', contact: { phone: '138' }, payee: { card: '62' } }),
    }),
    command('AcknowledgeClause', { clauseId: 'time', sha256: SHA }),
    evidence('purchase'), evidence('other'),
    command('AutomaticallyReview', { facts: orderFacts() }),
    command('AssignReview', { assignee: people.reviewer.id }),
    command('RecordFinding', { item: 'REASON_TRUE', finding: 'CONFIRMED', evidenceIds: ['e-other-1'], personal: about({ note: 'plausible' }) }),
    command('RequestEvidence', { kinds: ['chat'], personal: about({ note: 'the chat, please' }) }),
    evidence('chat'),
    command('RecordContact', { channel: 'PHONE', outcome: 'REACHED', personal: about({ note: 'friendly' }) }, { by: people.agent }),
    command('TakeOver', { reason: 'UPSET' }),
    command('FlagMood', { mood: 'UPSET', personal: about({ note: 'close to tears' }) }),
    command('RecordEvidenceDownload', { evidenceId: 'e-other-1' }, { by: people.reviewer }),
    command('MarkStageOverdue', { stage: 'review', dueAt: addMilliseconds(T0, 12 * HOUR_ms) }, { now: addMilliseconds(T0, 12 * HOUR_ms) }),
  )
  const decided = (stream: CaseStream, type: 'ConfirmApproval' | 'RejectApproval') => {
    const { approvalHash } = stateOf(stream).proposal!
    return stream.given(type === 'ConfirmApproval' ? command(type, { approvalHash }) : command(type, { approvalHash, reason: 'TOO_MUCH' }))
  }
  decided(toClosing.given(propose(10_000)), 'RejectApproval')
  const breakdown = [{ label: 'paid', minor: 10_000 }, { label: 'consumed', minor: -1_000 }]
  decided(toClosing.given(command('ProposeApproval', { amount: cny(9_000), breakdown })), 'ConfirmApproval')
  toClosing.given(
    requestPayout(9_000),
    command('RecordPayoutSubmitted', { payoutNo: 1, channelReference: 'ref-1' }),
    command('RecordPayoutUnknown', { payoutNo: 1, cause: 'TIMEOUT' }),
    failPayout(1),
    command('CorrectPayoutDetails', { payoutNo: 1, channel: 'SANDBOX', personal: about({ payee: { card: '63' } }) }),
    resubmitPayout(1, 9_000),
    command('RecordPayoutDeferred', { payoutNo: 1, until: addMilliseconds(T0, 3_000), cause: 'SPACING' }),
    command('RecordPayoutAbnormal', { payoutNo: 1, code: 'PAYEE_UNREACHABLE', channelReference: 'ref-1' }),
    confirmPayout(1, 9_000),
    command('DisputeReceipt', { reason: 'NOTHING_CAME' }),
    command('ConfirmReceipt', {}),
    command('SendSurvey', { channel: 'SMS' }),
    command('AnswerSurvey', { score: 4, personal: about({ comment: 'in the end' }) }),
    command('LinkComplaint', { complaintId: 'k-1' }),
    command('SelectForSpotCheck', { roundId: 'r-1' }),
    command('CompleteSpotCheck', { roundId: 'r-1', ok: false }),
    command('RecordPayoutReturned', { payoutNo: 1, code: 'ACCOUNT_CLOSED', returnedAt: T0 }),
  )
  const paidTwice = inPayout().given(
    requestPayout(10_000), failPayout(1, false),
    command('CorrectPayoutDetails', { payoutNo: 1, channel: 'BANK', consent: { how: 'RECORDED_CALL', reference: 'call-7' } }),
    resubmitPayout(1, 10_000), confirmPayout(1, 10_000), command('RecordPayoutReturned', { payoutNo: 1, code: 'TRANSFER_RETURNED', returnedAt: T0 }),
  )
  const autoConfirmed = inReceipt().given(command('AutoConfirmReceipt', {}, { now: addMilliseconds(T0, 4 * DAY_ms) }))
  const returnedEarly = inReceipt().given(command('RecordPayoutReturned', { payoutNo: 1, code: 'ACCOUNT_CLOSED', returnedAt: T0 }))
  const lost = (stream: CaseStream) => stream.given(command('LoseReservation', { facts: { rest: cny(0) } }))
  const differed = inReceipt().given(differ(1), differ(1, 'WRITTEN_OFF'))
  const closedAtOnce = inPayout({ receipt: { mode: 'none' } }).given(requestPayout(10_000), confirmPayout(1, 10_000))
  const assessed = newCase({ risk: { highFrom: 50, rules: [{ id: 'velocity', when: 'casesLast24Hours >= 3', points: 60, text: words('burst') }] } })
    .given(requestRefund(), command('AutomaticallyReview', { facts: { ...orderFacts(), history: { ...NO_HISTORY, casesLast24Hours: 3 } } }))
  const countered = inSettlement().given(offer(8_000), counter(1, 2_000, { by: people.agent }))
  const expired = command('ExpireOffer', { offerNo: 2 }, { now: addMilliseconds(T0, 2 * DAY_ms) })
  const again = countered.given(expired, command('EndSettlement', { reason: 'FAR_APART' }))
  const refusedThen = inSettlement().given(command('RefuseRefund', { reason: 'NOT_TRUE', clause: 'time' }))
  const payee = about({ payee: { name: 'Wang', account: '62' } })
  const elsewhere = drafted(5_000, { way: 'BANK_TRANSFER', remedy: 'EXCHANGE' })
    .given(sign({ now: AFTER_READING }, { personal: payee }), sign({ by: people.supervisor }))
  const negotiated = [again, refusedThen, elsewhere, closedRemedied(), lost(inSettlement())]
  const overturned = closedRefused().given(
    command('LodgeAppeal', { personal: about({ narrative: 'look again' }) }),
    command('AssignReview', { assignee: people.judge.id }),
    command('DecideAppeal', { outcome: 'OVERTURNED', personal: about({ explanation: 'it is true' }) }, { by: people.judge }),
  )
  const upheld = inAppeal().given(
    judge('UPHELD'),
    command('OpenExternalDispute', { body: 'CONSUMER_ASSOCIATION', reference: '2026-17' }),
    command('ReleaseLegalHold', { reason: 'SETTLED_OUTSIDE' }),
    command('EraseCustomer', {}),
  )
  const later = { now: addMilliseconds(T0, DAY_ms) }
  const waited = inReview().given(
    command('RequestEvidence', { kinds: ['chat'] }),
    command('ExpireEvidenceRequest', { dueAt: later.now }, later),
    command('RequestLegalOpinion', { personal: about({ question: 'is it owed?' }) }),
    command('MarkLegalOpinionOverdue', { dueAt: later.now }, later),
    command('RecordLegalOpinion', { finding: 'OWED', personal: about({ opinion: 'it is' }) }),
    propose(10_000),
  )
  waited.given(command('LapseApproval', { approvalHash: stateOf(waited).proposal!.approvalHash }, later))
  const provisional = inReview(WORKING_DAYS)
  const { stage: review, dueAt } = stateOf(provisional).stage
  const recounted = restartedWith(CALENDAR, provisional, WORKING_DAYS).given(command('RecountDeadline', { stage: review, dueAt }))
  const withdraw = command('WithdrawRefund', { reason: 'MIND_CHANGED' })
  const withdrawn = [newCase().given(requestRefund({ reason: 'QUALITY' }), withdraw), inDecision().given(withdraw)]
  const answerLate = { now: addMilliseconds(T0, 4 * HOUR_ms) }
  const talked = inReview().given(
    message(1), command('MarkAnswerOverdue', { answerBy: answerLate.now }, answerLate), message(2, { by: people.agent }),
    notice(3, 'evidence-requested'), command('MarkNoticeUnread', { readBy: answerLate.now }, answerLate), command('ReadMessages', { upTo: 3 }),
  )
  const computed = inReview(PREPAID).given(calculate(), approve(10_000))
  const late = { now: addMilliseconds(T0, 3 * DAY_ms) }
  const broken = inPayout(PROMISING).given(
    command('MarkPayoutLate', { promise: 'arrived', dueAt: late.now }, late), requestPayout(10_000),
    { ...confirmPayout(1, 10_000, { now: addMilliseconds(T0, 30 * DAY_ms) }), settledAt: addMilliseconds(T0, 30 * DAY_ms) }, command('AccrueLateInterest', { payoutNo: 1, facts: { rate_bp: 300 } }),
  )
  return [toClosing, paidTwice, broken, talked, computed, autoConfirmed, returnedEarly, differed, lost(inDecision()), lost(inPayout()), closedAtOnce, closedRefused(), overturned, upheld, assessed, waited, recounted, ...withdrawn, ...negotiated]
}
