import { hashOf, type CommandContext, type Instant, type Refusal } from '@recourse/kernel'
import { dueAt, type Due, type RefundPack } from '@recourse/policy'
import type { OfferTerms } from '../commands.js'
import type { OfferData, Party } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { Settlement } from '../settlement.js'
import type { OpenedCase } from '../state.js'
import { currencyDiffers } from './guards.js'
import type { Rules } from './stage-opening.js'

type Negotiating = Extract<RefundPack['settlement'], { required: true }>

/** So that nobody can fill a case up to its limit of events by offering. */
export const OFFER_LIMIT = 40
/** Beyond the limit, so that the operator can still answer a customer who has used it up. */
export const OFFERS_LEFT_TO_OPERATOR = 5

/** How the pack negotiates. @throws Error for a pack that does not: none of its cases comes to a settlement. */
export const negotiationOf = ({ pack }: Rules): Negotiating => {
  if (!pack.settlement.required) throw new Error(`pack ${pack.id} ${pack.version} does not negotiate`)
  return pack.settlement
}

/** What any offer must fulfil, whichever side makes it. */
export const notOfferable = (terms: OfferTerms, party: Party, settlement: Settlement, state: OpenedCase, rules: Rules, now: Instant): Refusal | undefined =>
  tooManyOffers(party, state)
  ?? currencyDiffers(terms.amount, state.requested.currency)
  ?? (terms.amount.minor > 0 || (terms.amount.minor === 0 && terms.remedy) ? undefined : refuse('OfferIsEmpty'))
  ?? remedyNotOffered(terms, rules)
  ?? wayNotOffered(terms, rules)
  ?? outsideBand(terms, party, settlement)
  ?? paidTooLate(terms, rules, now)
  ?? expiryOutOfRange(terms, rules, now)

const tooManyOffers = (party: Party, { offersMade }: OpenedCase): Refusal | undefined => {
  const limit = OFFER_LIMIT + (party === 'OPERATOR' ? OFFERS_LEFT_TO_OPERATOR : 0)
  return offersMade >= limit ? refuse('TooManyOffers', { limit }) : undefined
}

const remedyNotOffered = ({ remedy }: OfferTerms, { pack: { remedies } }: Rules): Refusal | undefined =>
  remedy === undefined || remedies.some(({ kind }) => kind === remedy)
    ? undefined
    : refuse('RemedyNotOffered', { remedy, offered: remedies.map(({ kind }) => kind) })

const wayNotOffered = ({ way }: OfferTerms, { pack: { payoutWays } }: Rules): Refusal | undefined =>
  payoutWays.includes(way) ? undefined : refuse('WayNotOffered', { wantedWay: way, offered: payoutWays })

/** The ends of the band are told to staff only. A remedy without money stands beside the band. */
const outsideBand = ({ amount, remedy }: OfferTerms, party: Party, { band: { low, high } }: Settlement): Refusal | undefined => {
  const inside = amount.minor <= high.minor && (amount.minor >= low.minor || (amount.minor === 0 && remedy !== undefined))
  return inside ? undefined : refuse('OutsideBand', party === 'OPERATOR' ? { low, high } : {})
}

const payWithinOf = ({ payWithin_days }: OfferTerms, rules: Rules): Due =>
  payWithin_days === undefined ? negotiationOf(rules).payWithin : { days: payWithin_days }

const paidTooLate = (terms: OfferTerms, rules: Rules, now: Instant): Refusal | undefined => {
  const latest = dueAt(negotiationOf(rules).payWithin, now, rules.calendar).dueAt
  return dueAt(payWithinOf(terms, rules), now, rules.calendar).dueAt <= latest ? undefined : refuse('PaidTooLate', { latest })
}

const latestExpiry = (rules: Rules, now: Instant): Instant => dueAt(negotiationOf(rules).offerValidFor, now, rules.calendar).dueAt

const expiryOutOfRange = ({ expiresAt }: OfferTerms, rules: Rules, now: Instant): Refusal | undefined => {
  const latest = latestExpiry(rules, now)
  return expiresAt === undefined || (expiresAt > now && expiresAt <= latest) ? undefined : refuse('ExpiryOutOfRange', { latest })
}

/** The offer as it is recorded, bound by its hash. A customer who asks for another way consents to it by that. */
export const offerFrom = (terms: OfferTerms, party: Party, state: OpenedCase, rules: Rules, { now }: CommandContext): OfferData => {
  const { amount, way, remedy } = terms
  const offer = {
    offerNo: state.offersMade + 1, by: party, amount, way, payWithin: payWithinOf(terms, rules), expiresAt: terms.expiresAt ?? latestExpiry(rules, now),
    ...(remedy ? { remedy } : {}), ...consentOf(party, way),
  }
  return { ...offer, offerHash: hashOf({ caseId: state.caseId, ...offer }) }
}

/** Whoever gets the money says yes to another way than the one it came by, in their own offer or by accepting one. */
export const consentOf = (party: Party, way: string): { consent?: true } => (party === 'CUSTOMER' && way !== 'ORIGINAL' ? { consent: true } : {})
