import type { Decision, Refusal } from '@recourse/kernel'
import type { ReviewItem } from '@recourse/policy'
import type { RecordFinding } from '../commands.js'
import { ReviewFindingRecorded } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { Evidence, OpenedCase } from '../state.js'
import { notIn, reviewerIsRequester } from './guards.js'
import type { Rules } from './stage-opening.js'

export const recordFinding = (command: RecordFinding, state: OpenedCase, { pack }: Rules): Decision => {
  const { item, finding, evidenceIds, actor, personal } = command
  const refusal = notIn(state, 'review') ?? reviewerIsRequester(actor.id, state)
  if (refusal) return refusal
  const asked = pack.reviewItems.find(({ code }) => code === item)
  if (!asked) return refuse('UnknownReviewItem', { item, known: pack.reviewItems.map(({ code }) => code) })
  if (asked.machine && !state.autoReviewed) return refuse('AutomaticReviewOutstanding')
  const overrides = asked.machine === true && differsFromMachine(command, state)
  return unknownEvidence(evidenceIds, state)
    ?? evidenceLacking(asked, named(evidenceIds, state))
    ?? (overrides && !noteOf(command) ? refuse('OverrideNeedsReason', { item, policyFit: state.policyFit }) : undefined)
    ?? [ReviewFindingRecorded({ item, finding, evidenceIds, ...(overrides ? { overridesMachine: true as const } : {}) }, personal)]
}

const named = (evidenceIds: readonly string[], state: OpenedCase): Evidence[] => state.evidence.filter(({ id }) => evidenceIds.includes(id))

const unknownEvidence = (evidenceIds: readonly string[], state: OpenedCase): Refusal | undefined => {
  const unknown = evidenceIds.filter((evidenceId) => !state.evidence.some(({ id }) => id === evidenceId))
  return unknown.length > 0 ? refuse('UnknownEvidence', { evidenceIds: unknown }) : undefined
}

const evidenceLacking = ({ code, evidence }: ReviewItem, given: readonly Evidence[]): Refusal | undefined => {
  if (evidence === 'ANY' && given.length === 0) return refuse('EvidenceForFindingMissing', { item: code })
  return evidence === 'PRE_POST_PAIR' && !hasPair(given) ? refuse('PairMissing', { item: code }) : undefined
}

/** Two pictures can be compared only when they show the same part of the body. */
const hasPair = (given: readonly Evidence[]): boolean =>
  given.some(({ kind, bodySite }) => kind === 'pre' && bodySite !== undefined && given.some((other) => other.kind === 'post' && other.bodySite === bodySite))

/** Also who cannot tell differs: the machine could. Where it gave no verdict there is nothing to differ from. */
const differsFromMachine = ({ finding }: RecordFinding, { policyFit }: OpenedCase): boolean =>
  policyFit !== undefined && finding !== (policyFit ? 'CONFIRMED' : 'NOT_CONFIRMED')

const noteOf = ({ personal }: RecordFinding): boolean => typeof personal?.fields.note === 'string' && personal.fields.note.trim() !== ''
