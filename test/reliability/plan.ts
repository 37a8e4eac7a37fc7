import { Random } from '../simulation/random.js'
import { ACCOUNTS, BEHAVIOURS, COMES_BACK } from './channels.js'

/** A payment of the order, and what goes wrong when money goes back over it. */
export interface LegPlan {
  readonly channel: string
  readonly behaviour: string
  readonly amount_minor: number
}

/** What becomes of a case, decided by a seed before anything happens. */
export interface CasePlan {
  readonly legs: readonly LegPlan[]
  /** What is wrong with the account that the customer names; absent when the money goes back the way it came. */
  readonly account?: string
  readonly requested_minor: number
  readonly approved_minor: number
  readonly receipt: 'confirmed' | 'silence' | 'disputed'
  /** How many rounds go by before somebody looks at what went wrong. */
  readonly patience: number
}

/** What goes wrong in a case, by name. */
export const troublesOf = ({ legs, account }: CasePlan): string[] => (account ? [`account: ${account}`] : legs.map(({ behaviour }) => behaviour))

/** Whether money arrives and goes back after that. */
export const comesBack = ({ legs, account }: CasePlan): boolean => [account, ...legs.map(({ behaviour }) => behaviour)].some((name) => COMES_BACK.includes(name ?? ''))

/** What may happen to a notice of a channel on its way to us. */
export const POSTS = ['at once', 'at once', 'twice', 'late', 'late and twice', 'lost', 'tampered first', 'replayed a day later'] as const
export type Post = (typeof POSTS)[number]

/** Above it the pack wants a second approver. */
const MOST_minor = 50_000
const MOST_LEGS = 3

export const casePlan = (random: Random): CasePlan => {
  const legs = random.chance(0.3) ? splitLegs(random) : [leg(random, random.pick(Object.keys(BEHAVIOURS)), MOST_minor)]
  const paid_minor = legs.reduce((sum, { amount_minor }) => sum + amount_minor, 0)
  const requested_minor = random.chance(0.6) ? paid_minor : random.between(1, paid_minor)
  const approved_minor = random.chance(0.7) ? requested_minor : random.between(1, requested_minor)
  const account = legs[0]!.channel === 'bank-transfer' ? random.pick(ACCOUNTS) : undefined
  const plan = { legs, requested_minor, approved_minor, ...(account ? { account } : {}), patience: random.below(4) }
  const receipt = random.pick(['confirmed', 'confirmed', 'silence', 'disputed'] as const)
  // Only a customer who has nothing makes anybody ask again.
  return { ...plan, receipt: comesBack({ ...plan, receipt }) ? 'disputed' : receipt }
}

const leg = (random: Random, channel: string, most_minor: number): LegPlan => ({ channel, behaviour: random.pick(BEHAVIOURS[channel]!), amount_minor: random.between(2, most_minor) })

/** An order that was paid in two or three payments. */
const splitLegs = (random: Random): LegPlan[] => {
  const channels = Object.keys(BEHAVIOURS).filter((channel) => channel !== 'bank-transfer')
  return Array.from({ length: random.between(2, MOST_LEGS) }, () => leg(random, random.pick(channels), Math.floor(MOST_minor / MOST_LEGS)))
}

/** How a round goes: the next deadline is met to the minute or long after, and people act before or after it, or at the same time. */
export interface RoundPlan {
  readonly order: 'people first' | 'time first' | 'both at once'
  readonly overshoot_ms: number
  /** Somebody stops a channel, and somebody else lets it go on after the round. */
  readonly stopped?: string
}

const HOUR_ms = 3_600_000

export const roundPlan = (random: Random): RoundPlan => ({
  order: random.pick(['people first', 'time first', 'both at once']),
  overshoot_ms: random.pick([0, 0, 1_000, 60_000, HOUR_ms, 7 * HOUR_ms, 26 * HOUR_ms]),
  ...(random.chance(0.1) ? { stopped: random.pick(Object.keys(BEHAVIOURS)) } : {}),
})
