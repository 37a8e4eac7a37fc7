import type { EventOf } from '@recourse/kernel'
import { ClauseReviewConfirmed } from './clause-review-confirmed.js'
import { ClauseReviewOverdue } from './clause-review-overdue.js'
import { PolicyPackPublished } from './policy-pack-published.js'

/** Every event of a pack's stream. */
export const policyPackEvents = [PolicyPackPublished, ClauseReviewOverdue, ClauseReviewConfirmed] as const

/** A recorded event of a pack's stream, discriminated by `type`. */
export type PolicyPackEvent = EventOf<(typeof policyPackEvents)[number]>

export { ClauseReviewConfirmed, ClauseReviewOverdue, PolicyPackPublished }
