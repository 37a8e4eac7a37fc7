import type { Decision } from '@recourse/kernel'
import type { RequestEvidence } from '../commands.js'
import { EvidenceRequested } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { notIn } from './guards.js'

/** The case stays in review, its clock runs on; no approval until what was asked for is there. */
export const requestEvidence = ({ kinds, personal }: RequestEvidence, state: OpenedCase): Decision =>
  notIn(state, 'review') ?? (kinds.every((kind) => state.missingEvidence.includes(kind)) ? [] : [EvidenceRequested({ kinds }, personal)])
