import type { Permissions } from '@recourse/kernel'
import type { PolicyPackCommand } from './commands.js'

/** Who may send what. Terms are set by a person who answers for them, never by a machine. */
export const policyPackPermissions: Permissions<PolicyPackCommand['type']> = {
  PublishPolicyPack: ['admin'],
  MarkClauseReviewOverdue: ['service'],
  ConfirmClauseReview: ['admin'],
}
