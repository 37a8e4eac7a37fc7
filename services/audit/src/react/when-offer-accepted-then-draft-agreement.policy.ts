import { definePolicy, type Policy } from '@recourse/event-flow'
import { sha256 } from '@recourse/kernel'
import type { PackCatalogue, WorkingCalendar } from '@recourse/policy'
import { agreementTermsOf, OfferAccepted } from '@recourse/refund-case'
import { renderAgreement, TEMPLATE_VERSION } from '../agreement/render-agreement.js'
import type { RefundCaseDecider } from '../domain.js'

/** What was accepted becomes a document, whose hash both sides sign. */
export const whenOfferAcceptedThenDraftAgreement = (decider: RefundCaseDecider, packs: PackCatalogue, calendar: WorkingCalendar): Policy =>
  definePolicy({
    name: 'when-offer-accepted-then-draft-agreement',
    events: [OfferAccepted],
    // The settlement ended, or the case was refused or withdrawn, before the agreement was drafted.
    stale: ['WrongPhase', 'CaseClosed', 'NoAgreement'],
    effect: async ({ stream, data: { offerNo }, metadata: { tenant } }, execution) => {
      const { state } = await execution.load(decider, stream)
      if (state.phase === 'unopened') throw new Error(`${stream} has an offer without having been opened`)
      const { id, version } = state.pack
      await packs.load(tenant, id, version)
      const terms = agreementTermsOf(state, { pack: packs.get(id, version, tenant), calendar })
      if (terms?.offerNo !== offerNo) return
      await execution.execute(decider, stream, { type: 'DraftAgreement', offerNo, documentSha256: sha256(renderAgreement(terms)), templateVersion: TEMPLATE_VERSION })
    },
  })
