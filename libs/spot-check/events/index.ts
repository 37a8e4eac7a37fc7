import type { EventOf } from '@recourse/kernel'
import { CheckAssigned } from './check-assigned.js'
import { CheckCompleted } from './check-completed.js'
import { CorrectiveActionCompleted } from './corrective-action-completed.js'
import { CorrectiveActionOpened } from './corrective-action-opened.js'
import { CorrectiveActionOverdue } from './corrective-action-overdue.js'
import { CorrectiveActionReturned } from './corrective-action-returned.js'
import { CorrectiveActionVerified } from './corrective-action-verified.js'
import { SpotCheckAbandoned } from './spot-check-abandoned.js'
import { SpotCheckClosed } from './spot-check-closed.js'
import { SpotCheckCommitted } from './spot-check-committed.js'
import { SpotCheckRevealed } from './spot-check-revealed.js'

/** Every event of a round of spot checks, in the order in which a round meets them. */
export const spotCheckEvents = [
  SpotCheckCommitted, SpotCheckAbandoned, SpotCheckRevealed, CheckAssigned, CheckCompleted, CorrectiveActionOpened, CorrectiveActionOverdue,
  CorrectiveActionCompleted, CorrectiveActionReturned, CorrectiveActionVerified, SpotCheckClosed,
] as const

/** A recorded event of a round, discriminated by `type`. */
export type SpotCheckEvent = EventOf<(typeof spotCheckEvents)[number]>

export * from './check-assigned.js'
export * from './check-completed.js'
export * from './corrective-action-completed.js'
export * from './corrective-action-opened.js'
export * from './corrective-action-overdue.js'
export * from './corrective-action-returned.js'
export * from './corrective-action-verified.js'
export { FINDINGS } from './fields.js'
export type { Answer, Rate, Stratum } from './fields.js'
export * from './spot-check-abandoned.js'
export * from './spot-check-closed.js'
export * from './spot-check-committed.js'
export * from './spot-check-revealed.js'
