import type { Decision } from '@recourse/kernel'
import { pausedSince } from '../clock.js'
import type { ExpireEvidenceRequest } from '../commands.js'
import { EvidenceOverdue } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { resumeClock } from './resume-clock.js'
import type { Rules } from './stage-opening.js'

/** The customer's time is up: the clock goes on, and so does the review. */
export const expireEvidenceRequest = ({ dueAt, now }: ExpireEvidenceRequest, state: OpenedCase, rules: Rules): Decision =>
  pausedSince(state) !== undefined && state.evidenceDueAt === dueAt && now >= dueAt
    ? [EvidenceOverdue({ kinds: [...state.missingEvidence], dueAt }), ...resumeClock(state, rules, now)]
    : []
