import type { Decision } from '@recourse/kernel'
import type { AttachEvidence } from '../commands.js'
import { EvidenceAttached, ReviewOpened } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { notIn } from './guards.js'
import { openStage, type Rules } from './stage-opening.js'

/** So that nobody can fill a case up to its limit of events. */
export const EVIDENCE_LIMIT = 40

/** The last piece that the reason demands ends the intake. */
export const attachEvidence = (command: AttachEvidence, state: OpenedCase, rules: Rules): Decision => {
  const { evidenceId, sha256, size_bytes, mediaType, kind, now } = command
  const wrongPhase = notIn(state, 'intake', 'review')
  if (wrongPhase) return wrongPhase
  const same = state.evidence.find((known) => known.id === evidenceId || (known.sha256 === sha256 && known.kind === kind))
  if (same) return same.sha256 === sha256 && same.kind === kind ? [] : refuse('EvidenceIdTaken', { evidenceId })
  if (state.evidence.length >= EVIDENCE_LIMIT) return refuse('TooMuchEvidence', { limit: EVIDENCE_LIMIT })
  const attached = EvidenceAttached({ evidenceId, sha256, size_bytes, mediaType, kind })
  const complete = state.phase === 'intake' && state.missingEvidence.every((missing) => missing === kind)
  return complete ? [attached, ReviewOpened({ opens: openStage(rules, 'review', now) })] : [attached]
}
