import type { Decision } from '@recourse/kernel'
import type { EraseCustomer } from '../commands.js'
import { CustomerErased } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'

/** Marks the case of a person whose key is about to be destroyed. What is still needed is not erased: of open cases, and of those somebody outside looks at. */
export const eraseCustomer = (_: EraseCustomer, state: OpenedCase): Decision => {
  if (state.erased) return []
  if (state.legalHold) return refuse('LegalHoldStands', { caseId: state.caseId })
  return state.phase === 'closed' ? [CustomerErased({})] : refuse('CaseStillOpen', { caseId: state.caseId, phase: state.phase })
}
