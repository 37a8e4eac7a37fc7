import { Random } from '../simulation/random.js'
import { ACCOUNTS, BEHAVIOURS, COMES_BACK } from './channels.js'

/** What becomes of a case, decided by a seed before anything happens. */
export interface CasePlan {
  readonly channel: string
  /** What goes wrong at the channel. */
  readonly behaviour: string
  /** What goes wrong with the account that the customer names; absent when the money goes back the way it came. */
  readonly payee?: string
  readonly paid_minor: number
  readonly requested_minor: number
  readonly approved_minor: number
  readonly receipt: 'confirmed' | 'silence' | 'disputed'
  /** How many rounds go by before somebody looks at what went wrong. */
  readonly patience: number
}

/** What may happen to a notice of a channel on its way to us. */
export const POSTS = ['at once', 'at once', 'twice', 'late', 'late and twice', 'lost', 'tampered first', 'replayed a day later'] as const
export type Post = (typeof POSTS)[number]

/** Above it the pack wants a second approver. */
const MOST_minor = 50_000

export const casePlan = (random: Random): CasePlan => {
  const channel = random.pick(Object.keys(BEHAVIOURS))
  const paid_minor = random.between(2, MOST_minor)
  const requested_minor = random.chance(0.6) ? paid_minor : random.between(1, paid_minor)
  const approved_minor = random.chance(0.7) ? requested_minor : random.between(1, requested_minor)
  const behaviour = random.pick(BEHAVIOURS[channel]!)
  const payee = channel === 'bank-transfer' ? random.pick(ACCOUNTS) : undefined
  const receipt = random.pick(['confirmed', 'confirmed', 'silence', 'disputed'] as const)
  return {
    channel, behaviour, paid_minor, requested_minor, approved_minor,
    ...(payee ? { payee } : {}),
    // Only a customer who has nothing makes anybody ask again.
    receipt: COMES_BACK.includes(payee ?? behaviour) ? 'disputed' : receipt,
    patience: random.below(4),
  }
}

/** How a round goes: the next deadline is met to the minute or long after, and people act before or after it, or at the same time. */
export interface RoundPlan {
  readonly order: 'people first' | 'time first' | 'both at once'
  readonly overshoot_ms: number
}

const HOUR_ms = 3_600_000

export const roundPlan = (random: Random): RoundPlan => ({
  order: random.pick(['people first', 'time first', 'both at once']),
  overshoot_ms: random.pick([0, 0, 1_000, 60_000, HOUR_ms, 7 * HOUR_ms, 26 * HOUR_ms]),
})
