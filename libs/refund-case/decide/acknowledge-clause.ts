import type { Decision } from '@recourse/kernel'
import { clauseOf } from '@recourse/policy'
import type { AcknowledgeClause } from '../commands.js'
import { ClauseAcknowledged } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { closed } from './guards.js'
import type { Rules } from './stage-opening.js'

export const acknowledgeClause = ({ clauseId, sha256 }: AcknowledgeClause, state: OpenedCase, { pack }: Rules): Decision => {
  const refusal = closed(state) ?? (clauseOf(pack, clauseId) ? undefined : refuse('UnknownClause', { clause: clauseId }))
  if (refusal) return refusal
  return state.acknowledgedClauses.includes(clauseId) ? [] : [ClauseAcknowledged({ clauseId, sha256 })]
}
