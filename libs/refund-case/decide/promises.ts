import type { Instant } from '@recourse/kernel'
import type { OpenedCase } from '../state.js'
import type { PayoutPromise } from '../events/index.js'
import { momentOf, type Rules } from './stage-opening.js'

/** What is promised of money that is approved now: when it is sent and when it arrives by the pack, and by the agreement. */
export const promisesAt = (now: Instant, rules: Rules, agreedBy?: Instant): { promises?: Partial<Record<PayoutPromise, Instant>> } => {
  const { payout } = rules.pack
  const byPack = payout ? { sent: momentOf(payout.sentWithin, now, rules).at, arrived: momentOf(payout.arrivesWithin, now, rules).at } : {}
  const promises = { ...byPack, ...(agreedBy ? { agreed: agreedBy } : {}) }
  return Object.keys(promises).length > 0 ? { promises } : {}
}

/** Sent once every part has left; arrived, and as agreed, once the channels have confirmed every part. */
export const isKept = (promise: PayoutPromise, { approved, payouts, paidAt }: OpenedCase): boolean => {
  if (promise !== 'sent') return paidAt !== undefined
  const sent_minor = Object.values(payouts).reduce((sum, { sent, amount }) => sum + (sent ? amount.minor : 0), 0)
  return sent_minor >= (approved?.minor ?? 0)
}
