import type { Decision } from '@recourse/kernel'
import type { OpenExternalDispute } from '../commands.js'
import { ExternalDisputeOpened, LegalHoldPlaced } from '../events/index.js'
import type { OpenedCase } from '../state.js'

/** In any phase, also long after closing: from now on nothing of the case may be erased. */
export const openExternalDispute = ({ body, reference }: OpenExternalDispute, state: OpenedCase): Decision => {
  if (state.disputes.some((known) => known.body === body && known.reference === reference)) return []
  return [ExternalDisputeOpened({ body, reference }), ...(state.legalHold ? [] : [LegalHoldPlaced({ reason: 'EXTERNAL_DISPUTE' })])]
}
