import type { Decision } from '@recourse/kernel'
import type { EraseCustomer } from '../commands.js'
import { CustomerErased } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'

/**
 * Marks the case of a person whose key is about to be destroyed. What is still needed is not erased: of open cases, of those that can still be appealed,
 * and of those somebody outside looks at.
 */
export const eraseCustomer = ({ now }: EraseCustomer, state: OpenedCase): Decision => {
  if (state.erased) return []
  if (state.legalHold) return refuse('LegalHoldStands', { caseId: state.caseId })
  if (state.phase !== 'closed') return refuse('CaseStillOpen', { caseId: state.caseId, phase: state.phase })
  const appealUntil = appealableUntil(state)
  return appealUntil !== undefined && now <= appealUntil ? refuse('CaseStillOpen', { caseId: state.caseId, appealUntil }) : [CustomerErased({})]
}

const appealableUntil = ({ outcome, refusal }: OpenedCase): string | undefined =>
  (outcome === 'refused' && refusal && !refusal.appealed ? refusal.appealUntil : undefined)
