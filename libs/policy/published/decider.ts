import { assertNever, streamName, type Decider, type Decision } from '@recourse/kernel'
import type { ConfirmClauseReview, MarkClauseReviewOverdue, PolicyPackCommand } from './commands.js'
import { ClauseReviewConfirmed, ClauseReviewOverdue } from './events/index.js'
import { evolve } from './evolve.js'
import { policyPackPermissions } from './permissions.js'
import { publishPolicyPack } from './publish-policy-pack.js'
import { refusePack } from './refusals.js'
import { NOTHING_PUBLISHED, type PublishedPack } from './state.js'

export const policyPackStream = (tenant: string, packId: string): string => streamName('policyPack', tenant, packId)

const decide = (command: PolicyPackCommand, published: PublishedPack): Decision => {
  switch (command.type) {
    case 'PublishPolicyPack': return publishPolicyPack(command, published)
    case 'MarkClauseReviewOverdue': return markClauseReviewOverdue(command, published)
    case 'ConfirmClauseReview': return confirmClauseReview(command, published)
    default: return assertNever(command)
  }
}

/** Stream `policyPack-<tenant>.<packId>`: every published version of one pack. A version never changes. */
export const policyPackDecider: Decider<PublishedPack, PolicyPackCommand> = {
  category: 'policyPack', initial: NOTHING_PUBLISHED, permissions: policyPackPermissions, decide, evolve,
}

/** Once for each due time. */
const markClauseReviewOverdue = ({ version, reviewBy, now }: MarkClauseReviewOverdue, { versions }: PublishedPack): Decision => {
  const known = versions.find((published) => published.version === version)
  const stillDue = known && !known.reviewOverdue && known.reviewBy === reviewBy && reviewBy <= now
  return stillDue ? [ClauseReviewOverdue({ version, reviewBy })] : []
}

const confirmClauseReview = ({ version, reviewBy, now }: ConfirmClauseReview, { versions }: PublishedPack): Decision => {
  const known = versions.find((published) => published.version === version)
  if (!known) return refusePack('UnknownPackVersion', { version, published: versions.map((published) => published.version) })
  if (reviewBy === known.reviewBy) return []
  if (reviewBy <= known.reviewBy || reviewBy <= now) return refusePack('ReviewByNotLater', { reviewBy, before: known.reviewBy, now })
  return [ClauseReviewConfirmed({ version, reviewBy })]
}
