import type { EventCodec, StoredEvent, Verification } from '@recourse/event-store'
import { hashOf, type EventOf, type Instant, type Texts } from '@recourse/kernel'
import type { RefundPack } from '@recourse/policy'
import { messageHash, PARTIES, type AgreementDrafted, type EvidenceAttached, type OpenedCase, type Party, type RefundCaseEvent, type RefundRequested, type ShownText } from '@recourse/refund-case'
import { hashOfTexts } from '../../shown-texts.js'
import { isMessage, messageView, type MessageView } from '../messages/message-view.js'
import { payoutsIn, refusalIn } from '../progress/progress-view.js'
import type { ProgressPayout, ProgressRefusal } from '../progress/progress.dto.js'
import { hasNotesOfStaff, isToldToCustomers } from './told-events.js'

/** Who reads: a customer their own case without the work of staff; staff everything; an auditor everything but personal data. */
export type Reader = 'CUSTOMER' | 'STAFF' | 'AUDITOR'

export interface ExportedEvent {
  readonly version: number
  readonly id: string
  readonly type: string
  readonly recordedAt: Instant
  readonly actor: { readonly role: string; readonly id?: string }
  readonly prevHash: string
  readonly hash: string
  /** Only place and hash are told: the work of staff among themselves. */
  readonly withheld?: true
  readonly data?: unknown
  /** Opened personal fields; null after the person was erased. */
  readonly personal?: unknown
  /** The exact bytes of which `hash` is the SHA-256; not where they would name staff to a customer. */
  readonly body?: string
}

export interface ExportedText extends ShownText {
  readonly text: Texts | null
  /** Whether the text of the pack's version still has the hash that was recorded when it was shown. */
  readonly matches: boolean
}

export interface CaseBundle {
  readonly format: 'recourse-case-bundle/1'
  readonly exportedAt: Instant
  readonly reader: Reader
  readonly case: Pick<OpenedCase, (typeof FACTS)[number]>
  readonly events: readonly ExportedEvent[]
  readonly messages: readonly (MessageView & { readonly matches: boolean | null })[]
  readonly shown: readonly ExportedText[]
  readonly acknowledgedClauses: readonly string[]
  readonly evidence: readonly (EventOf<typeof EvidenceAttached>['data'] & { readonly attachedAt: Instant; readonly url: string })[]
  readonly agreement: (EventOf<typeof AgreementDrafted>['data'] & { readonly url: string; readonly signedBy: readonly Party[] }) | null
  readonly decision: { readonly outcome?: string; readonly approved?: OpenedCase['approved']; readonly refusal?: ProgressRefusal }
  readonly payouts: readonly ProgressPayout[]
  /** Every hash of the case's chain, computed again for this export. */
  readonly verification: Verification
  /** SHA-256 over the canonical JSON (RFC 8785) of everything else here. */
  readonly bundleSha256: string
}

const FACTS = [
  'caseId', 'orderId', 'customer', 'pack', 'reason', 'requested', 'origin', 'wantedWay', 'late', 'requestedAt', 'openedAt', 'phase', 'stage', 'overdue', 'missingEvidence', 'disputes', 'legalHold',
] as const satisfies readonly (keyof OpenedCase)[]

export interface ExportedCase {
  readonly state: OpenedCase
  readonly pack: RefundPack
  readonly stored: readonly StoredEvent[]
  readonly events: readonly RefundCaseEvent[]
  readonly verification: Verification
  readonly exportedAt: Instant
}

/** Everything that is kept of a case, in one document that proves itself. */
export const caseBundle = async (exported: ExportedCase, reader: Reader, codec: Pick<EventCodec, 'open'>): Promise<CaseBundle> => {
  const { state, pack, events, verification, exportedAt } = exported
  const rest = {
    format: 'recourse-case-bundle/1' as const, exportedAt, reader,
    case: Object.fromEntries(FACTS.map((fact) => [fact, state[fact]])) as unknown as CaseBundle['case'],
    events: await Promise.all(events.map((event, index) => exportedEvent(event, exported.stored[index]!, reader, codec))),
    messages: await Promise.all(events.filter(isMessage).map(async (event) => provedMessage(await messageView(event, reader === 'AUDITOR' ? NOBODY : codec, 'zh-CN', reader !== 'CUSTOMER')))),
    shown: shownTexts(events, pack),
    acknowledgedClauses: state.acknowledgedClauses,
    evidence: evidenceIn(state, events),
    agreement: agreementIn(state, events),
    decision: { ...(state.outcome ? { outcome: state.outcome } : {}), ...(state.approved ? { approved: state.approved } : {}), ...refusalIn({ state, pack, language: 'zh-CN' }) },
    payouts: payoutsIn({ state, events }),
    verification,
  }
  return { ...rest, bundleSha256: hashOf(rest) }
}

const NOBODY: Pick<EventCodec, 'open'> = { open: async () => undefined }

const SERVICES_AND_CUSTOMERS: readonly string[] = ['customer', 'service', 'importer']

const exportedEvent = async (event: RefundCaseEvent, { body }: StoredEvent, reader: Reader, codec: Pick<EventCodec, 'open'>): Promise<ExportedEvent> => {
  const { version, id, type, data, prevHash, hash, sealed, metadata: { recordedAt, actor } } = event
  const names = reader !== 'CUSTOMER' || SERVICES_AND_CUSTOMERS.includes(actor.role)
  const place = { version, id, type, recordedAt, actor: names ? actor : { role: actor.role }, prevHash, hash }
  if (reader === 'CUSTOMER' && !isToldToCustomers(event)) return { ...place, withheld: true }
  const opens = sealed && reader !== 'AUDITOR' && !(reader === 'CUSTOMER' && hasNotesOfStaff(event))
  return { ...place, data, ...(opens ? { personal: await codec.open(event) ?? null } : {}), ...(names ? { body } : {}) }
}

/** Null when the text can no longer be opened. */
const provedMessage = (view: MessageView): MessageView & { matches: boolean | null } =>
  ({ ...view, matches: view.text === null || view.salt === undefined ? null : messageHash(view.salt, view.texts ?? view.text) === view.textSha256 })

/** What the customer could read when they asked, from the version of the pack that the case keeps. */
const shownTexts = (events: readonly RefundCaseEvent[], { notices, clauses }: RefundPack): ExportedText[] => {
  const [requested] = events as readonly [EventOf<typeof RefundRequested>]
  return requested.data.shown.map((shown) => {
    const text = (shown.kind === 'notice' ? notices : clauses).find(({ id }) => id === shown.id)?.text ?? null
    return { ...shown, text, matches: text !== null && hashOfTexts(text) === shown.sha256 }
  })
}

const evidenceIn = ({ caseId }: OpenedCase, events: readonly RefundCaseEvent[]): CaseBundle['evidence'] => events.flatMap((event) =>
  event.type === 'EvidenceAttached' ? [{ ...event.data, attachedAt: event.metadata.recordedAt, url: `/refund-cases/${caseId}/evidence/${event.data.evidenceId}` }] : [])

const agreementIn = ({ caseId, settlement }: OpenedCase, events: readonly RefundCaseEvent[]): CaseBundle['agreement'] => {
  const agreement = settlement?.agreement
  const drafted = agreement && events.findLast((event) => event.type === 'AgreementDrafted')
  return drafted?.type === 'AgreementDrafted' ? { ...drafted.data, url: `/refund-cases/${caseId}/agreement`, signedBy: PARTIES.filter((party) => agreement!.signedBy[party]) } : null
}
