import type { Decision } from '@recourse/kernel'
import { pausedSince } from '../clock.js'
import type { RequestEvidence } from '../commands.js'
import { EvidenceRequested } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { notIn } from './guards.js'
import { lateness } from './mark-stage-overdue.js'
import { momentOf, type Rules } from './stage-opening.js'

/** The clock stands still until the customer has brought everything, or their time is up. What is late already is recorded first: a pause cures nothing. */
export const requestEvidence = ({ kinds, personal, now }: RequestEvidence, state: OpenedCase, rules: Rules): Decision => {
  const wrongPhase = notIn(state, 'review')
  if (wrongPhase) return wrongPhase
  // What a refusal cut short, or was asked for when no clock stood still, can be asked for again.
  const isWaited = pausedSince(state) !== undefined && kinds.every((kind) => state.missingEvidence.includes(kind))
  if (isWaited || kinds.length === 0) return []
  const { at: dueAt, flag } = momentOf(rules.pack.evidenceWithin, now, rules)
  return [...lateness(state, rules, now), EvidenceRequested({ kinds, dueAt, pausedAt: now, ...flag }, personal)]
}
