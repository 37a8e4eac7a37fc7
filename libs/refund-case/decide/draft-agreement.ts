import { isRefusal, type Decision } from '@recourse/kernel'
import { clauseOf, dueAt } from '@recourse/policy'
import type { DraftAgreement } from '../commands.js'
import { AgreementDrafted, type AgreementTerms } from '../events/index.js'
import { refuse } from '../refusals.js'
import { lastOffer, type Offer } from '../settlement.js'
import type { OpenedCase } from '../state.js'
import { negotiationOf } from './offer-terms.js'
import { openSettlement } from './settlement-guards.js'
import type { Rules } from './stage-opening.js'

/**
 * What the accepted offer comes to, in full; undefined when none is accepted. Time counts from the acceptance, so that the terms, and with them the
 * document, follow from the case alone.
 */
export const agreementTermsOf = (state: OpenedCase, rules: Rules): AgreementTerms | undefined => {
  const offer = state.settlement && lastOffer(state.settlement)
  return offer?.acceptedAt ? termsOf(offer, offer.acceptedAt, state, rules) : undefined
}

const termsOf = ({ offerNo, amount, way, remedy, payWithin }: Offer, agreedAt: string, state: OpenedCase, rules: Rules): AgreementTerms => {
  const { caseId, orderId, customer, pack } = state
  const title = rules.pack.remedies.find(({ kind }) => kind === remedy)?.title
  return {
    offerNo, caseId, orderId, customer, operator: rules.pack.operator.name, pack, amount, way, agreedAt,
    ...(amount.minor > 0 ? { payBy: dueAt(payWithin, agreedAt, rules.calendar).dueAt } : {}),
    ...(remedy && title ? { remedy: { kind: remedy, title } } : {}),
    clauses: negotiationOf(rules).clauses.map((id) => {
      const { version, text } = clauseOf(rules.pack, id)!
      return { id, version, text }
    }),
  }
}

/** The document was rendered from `agreementTermsOf`; the same terms are recorded beside its hash. */
export const draftAgreement = ({ offerNo, documentSha256, templateVersion }: DraftAgreement, state: OpenedCase, rules: Rules): Decision => {
  const settlement = openSettlement(state)
  if (isRefusal(settlement)) return settlement
  const terms = agreementTermsOf(state, rules)
  if (terms?.offerNo !== offerNo) return refuse('NoAgreement')
  return settlement.agreement ? [] : [AgreementDrafted({ ...terms, documentSha256, templateVersion })]
}
