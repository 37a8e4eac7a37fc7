import type { Decision, Refusal } from '@recourse/kernel'
import type { RecordFinding } from '../commands.js'
import { ReviewFindingRecorded } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { notIn, reviewerIsRequester } from './guards.js'
import type { Rules } from './stage-opening.js'

export const recordFinding = (command: RecordFinding, state: OpenedCase, { pack }: Rules): Decision => {
  const { item, finding, evidenceIds, actor, personal } = command
  return notIn(state, 'review')
    ?? reviewerIsRequester(actor.id, state)
    ?? (pack.reviewItems.some(({ code }) => code === item) ? undefined : refuse('UnknownReviewItem', { item, known: pack.reviewItems.map(({ code }) => code) }))
    ?? unknownEvidence(evidenceIds, state)
    ?? [ReviewFindingRecorded({ item, finding, evidenceIds }, personal)]
}

const unknownEvidence = (evidenceIds: readonly string[], state: OpenedCase): Refusal | undefined => {
  const unknown = evidenceIds.filter((evidenceId) => !state.evidence.some(({ id }) => id === evidenceId))
  return unknown.length > 0 ? refuse('UnknownEvidence', { evidenceIds: unknown }) : undefined
}
