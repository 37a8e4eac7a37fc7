import { addMilliseconds, type Decision, type Instant, type Refusal } from '@recourse/kernel'
import { clauseOf, reasonOf, type EvidenceKind, type PackLookup, type RefundPack, type WorkingCalendar } from '@recourse/policy'
import type { RequestRefund } from '../commands.js'
import { ClauseAcknowledged, RefundRequested, ReviewOpened } from '../events/index.js'
import { refuse } from '../refusals.js'
import { currencyDiffers, notPositive } from './guards.js'
import { consentMissing, consentOf, payeeNameDiffers, sameNameOf } from './other-way.js'
import { openStage } from './stage-opening.js'

const DAY_ms = 86_400_000

/** Opens a case. A late request is recorded as late, not turned away: a person decides, with a clause and a way to appeal. */
export const requestRefund = (command: RequestRefund, actsAs: string | undefined, packs: PackLookup, calendar: WorkingCalendar): Decision => {
  const pack = packs.find(command.pack.id, command.pack.version, command.tenant)
  if (!pack) return refuse('UnknownPack', command.pack)
  const { facts, now, requested } = command
  return notYourOrder(command, actsAs)
    ?? notPositive(requested)
    ?? currencyDiffers(requested, facts.paid.currency)
    ?? currencyDiffers(requested, pack.currency)
    ?? (requested.minor > facts.paid.minor ? refuse('AmountAbovePaid', { paid: facts.paid }) : undefined)
    ?? (requested.minor > facts.rest.minor ? refuse('AmountAboveRest', { rest: facts.rest }) : undefined)
    ?? (reasonOf(pack, command.reason) ? undefined : refuse('UnknownReason', { reason: command.reason, known: pack.reasons.map(({ code }) => code) }))
    ?? (pack.payoutWays.includes(command.wantedWay) ? undefined : refuse('WayNotOffered', { wantedWay: command.wantedWay, offered: pack.payoutWays }))
    ?? consentMissing(command.wantedWay !== 'ORIGINAL', facts.customer, command)
    ?? payeeNameDiffers(facts)
    ?? unknownClause(command, pack)
    ?? requestedAtNotAllowed(command)
    ?? open(command, actsAs, pack, calendar, now)
}

const open = (command: RequestRefund, actsAs: string | undefined, pack: RefundPack, calendar: WorkingCalendar, now: string): Decision => {
  const { caseId, orderId, facts, requested, reason, origin, wantedWay, shown, items, personal } = command
  const requestedAt = command.requestedAt ?? now
  const missingEvidence = [...new Set([...applicationOnPaper(origin, actsAs), ...reasonOf(pack, reason)!.requiredEvidence])]
  const request = RefundRequested({
    caseId, orderId, customer: facts.customer, requested, reason, origin, wantedWay, shown, requestedAt, missingEvidence,
    pack: { id: pack.id, version: pack.version },
    late: isLate(pack, reason, facts.placedAt, requestedAt),
    opens: openStage({ pack, calendar }, 'intake', now),
    ...(items ? { items } : {}),
    ...consentOf(wantedWay !== 'ORIGINAL', facts.customer, command),
    ...sameNameOf(personal, facts),
  }, personal)
  const review = missingEvidence.length > 0 ? [] : [ReviewOpened({ opens: openStage({ pack, calendar }, 'review', now) })]
  return [request, ...acknowledged(command), ...review]
}

/** What a customer handed in on paper stays provable: whoever enters it for them attaches its scan (MB5). Imported history has none. */
const applicationOnPaper = (origin: RequestRefund['origin'], actsAs: string | undefined): EvidenceKind[] =>
  origin === 'OFFLINE' && actsAs === 'agent' ? ['application'] : []

/** The last instant at which a request is in time, by the reason's own window where it has one, else the pack's; undefined = there is no limit. */
export const windowEndOf = (pack: RefundPack, reason: string, placedAt: Instant): Instant | undefined => {
  const window_days = reasonOf(pack, reason)?.applicationWindow_days ?? pack.applicationWindow_days
  return window_days === null ? undefined : addMilliseconds(placedAt, window_days * DAY_ms)
}

const isLate = (pack: RefundPack, reason: string, placedAt: Instant, requestedAt: Instant): boolean => {
  const end = windowEndOf(pack, reason, placedAt)
  return end !== undefined && requestedAt > end
}

const notYourOrder = ({ actor, facts }: RequestRefund, actsAs: string | undefined): Refusal | undefined =>
  actsAs === 'customer' && actor.id !== facts.customer ? refuse('NotYourOrder') : undefined

const shownClauses = ({ shown }: RequestRefund) => shown.filter(({ kind }) => kind === 'clause')

/** Nobody accepts what they were not shown. */
const unknownClause = (command: RequestRefund, pack: RefundPack): Refusal | undefined => {
  const shown = shownClauses(command).map(({ id }) => id)
  const unknown = shown.find((id) => !clauseOf(pack, id)) ?? command.acknowledgedClauses?.find((id) => !shown.includes(id))
  return unknown === undefined ? undefined : refuse('UnknownClause', { clause: unknown })
}

const acknowledged = (command: RequestRefund) =>
  shownClauses(command).filter(({ id }) => command.acknowledgedClauses?.includes(id)).map(({ id, sha256 }) => ClauseAcknowledged({ clauseId: id, sha256 }))

const requestedAtNotAllowed = ({ requestedAt, actor, now }: RequestRefund): Refusal | undefined => {
  if (requestedAt === undefined) return undefined
  if (!actor.roles.includes('importer')) return refuse('RequestedAtIsForImporters')
  return requestedAt > now ? refuse('RequestedAtInFuture', { requestedAt, now }) : undefined
}
