import type { Decision } from '@recourse/kernel'
import { dueAt } from '@recourse/policy'
import type { RequestEvidence } from '../commands.js'
import { EvidenceRequested } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { notIn } from './guards.js'
import { lateness } from './mark-stage-overdue.js'
import type { Rules } from './stage-opening.js'

/** The clock stands still until the customer has brought everything, or their time is up. What is late already is recorded first: a pause cures nothing. */
export const requestEvidence = ({ kinds, personal, now }: RequestEvidence, state: OpenedCase, rules: Rules): Decision => {
  const wrongPhase = notIn(state, 'review')
  if (wrongPhase) return wrongPhase
  if (kinds.every((kind) => state.missingEvidence.includes(kind))) return []
  const due = dueAt(rules.pack.evidenceWithin, now, rules.calendar).dueAt
  return [...lateness(state, rules, now), EvidenceRequested({ kinds, dueAt: due, pausedAt: now }, personal)]
}
