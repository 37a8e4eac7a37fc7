import { StreamInMemory, type Instant, type Role } from '@recourse/kernel'
import { compilePack, isFaulty } from '../compile.js'
import type { RefundPack } from '../pack-schema.js'
import { loadPolicyPacks } from '../load.js'
import type { PolicyPackCommand, PublishPolicyPack } from './commands.js'
import { policyPackDecider, policyPackStream } from './decider.js'

/** Words for the specs of published packs; no part of the public entry. */

export const T0: Instant = '2026-11-22T08:00:00.000Z'
export const REVIEW_BY: Instant = '2027-06-30T16:00:00.000Z'
const retail = loadPolicyPacks().get('retail', '1.0.0')

/** A lawful pack of its own, checked as every pack is. */
export const gymPack = (changes: Partial<RefundPack> = {}): RefundPack => {
  const compiled = compilePack({ ...retail, id: 'gym', effectiveFrom: '2026-12-01T00:00:00.000Z', reviewBy: REVIEW_BY, ...changes })
  if (isFaulty(compiled)) throw new Error(JSON.stringify(compiled))
  return compiled.pack as RefundPack
}

let sent = 0
const context = (role: Role, now: Instant) => ({ id: `command-${(sent += 1)}`, tenant: 'demo', actor: { id: role, roles: [role] }, now, correlationId: 'c' })

export const publish = (changes: Partial<RefundPack> = {}, { role = 'admin' as Role, now = T0, shipped = [] as PublishPolicyPack['facts']['shipped'] } = {}): PublishPolicyPack => ({
  type: 'PublishPolicyPack', pack: gymPack(changes), facts: { shipped }, ...context(role, now),
})

export const markOverdue = (now: Instant = REVIEW_BY, reviewBy: Instant = REVIEW_BY): PolicyPackCommand => ({
  type: 'MarkClauseReviewOverdue', version: '1.0.0', reviewBy, ...context('service', now),
})

export const confirmReview = (reviewBy: Instant, { version = '1.0.0', now = T0, role = 'admin' as Role } = {}): PolicyPackCommand => ({
  type: 'ConfirmClauseReview', version, reviewBy, ...context(role, now),
})

export const newPackStream = () => new StreamInMemory(policyPackDecider, policyPackStream('demo', 'gym'))
