import type { Decision } from '@recourse/kernel'
import type { MarkLegalOpinionOverdue } from '../commands.js'
import { LegalOpinionOverdue } from '../events/index.js'
import type { OpenedCase } from '../state.js'

/** Once a question. */
export const markLegalOpinionOverdue = ({ dueAt, now }: MarkLegalOpinionOverdue, { legalOpinion }: OpenedCase): Decision =>
  legalOpinion && !legalOpinion.overdue && legalOpinion.dueAt === dueAt && now >= dueAt ? [LegalOpinionOverdue({ dueAt })] : []
