import type { Decision } from '@recourse/kernel'
import type { LoseReservation } from '../commands.js'
import { ReservationLost } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { currencyDiffers, notIn } from './guards.js'
import { openStage, type Rules } from './stage-opening.js'

/** The order cannot cover the case: what was decided falls, and a person reviews what is left. */
export const loseReservation = ({ facts: { rest }, now }: LoseReservation, state: OpenedCase, rules: Rules): Decision => {
  const refusal = notIn(state, 'intake', 'review', 'settlement', 'decision', 'appeal', 'payout')
    ?? currencyDiffers(rest, state.requested.currency)
    ?? (Object.keys(state.payouts).length > 0 ? refuse('PayoutUnderWay') : undefined)
  if (refusal) return refusal
  if (state.phase === 'decision' || state.phase === 'payout') return [ReservationLost({ rest, opens: openStage(rules, 'review', now) })]
  if (rest.minor >= state.claimable.minor) return []
  return [ReservationLost(state.phase === 'settlement' ? { rest, opens: openStage(rules, 'review', now) } : { rest })]
}
