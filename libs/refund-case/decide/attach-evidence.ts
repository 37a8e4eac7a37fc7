import type { Decision } from '@recourse/kernel'
import type { AttachEvidence } from '../commands.js'
import { EvidenceAttached, ReviewOpened } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { Evidence, OpenedCase } from '../state.js'
import { notIn } from './guards.js'
import { resumeClock } from './resume-clock.js'
import { openStage, type Rules } from './stage-opening.js'

/** So that nobody can fill a case up to its limit of events. */
export const EVIDENCE_LIMIT = 40

/** The last piece that the reason demands ends the intake; the last that a reviewer asked for lets their clock go on. */
export const attachEvidence = (command: AttachEvidence, state: OpenedCase, rules: Rules): Decision => {
  const { evidenceId, sha256, size_bytes, mediaType, kind, bodySite, now } = command
  const wrongPhase = notIn(state, 'intake', 'review')
  if (wrongPhase) return wrongPhase
  const same = state.evidence.find((known) => known.id === evidenceId || isSame(known, command))
  if (same) return isSame(same, command) ? [] : refuse('EvidenceIdTaken', { evidenceId })
  if (state.evidence.length >= EVIDENCE_LIMIT) return refuse('TooMuchEvidence', { limit: EVIDENCE_LIMIT })
  const attached = EvidenceAttached({ evidenceId, sha256, size_bytes, mediaType, kind, ...(bodySite ? { bodySite } : {}) })
  if (state.missingEvidence.some((missing) => missing !== kind)) return [attached]
  return state.phase === 'intake' ? [attached, ReviewOpened({ opens: openStage(rules, 'review', now) })] : [attached, ...resumeClock(state, rules, now)]
}

/** The same file may be attached again for another kind, or to say which body site it shows. */
const isSame = (known: Evidence, { sha256, kind, bodySite }: AttachEvidence): boolean =>
  known.sha256 === sha256 && known.kind === kind && known.bodySite === bodySite
