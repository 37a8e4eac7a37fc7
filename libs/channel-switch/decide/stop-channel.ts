import { millisecondsBetween, type Decision, type Instant } from '@recourse/kernel'
import type { StopChannel } from '../commands.js'
import { ChannelStopped } from '../events/index.js'
import { refuse } from '../refusals.js'
import { isDrill, type ChannelSwitch } from '../state.js'

/** One person can begin and end a drill: so they are rare, or somebody could fill the log of the switch with them until it cannot be thrown any more. */
const DRILL_SPACING_ms = 86_400_000

/** In the middle of a drill it may become serious: then the drill is over without a result, and another person has to resume. */
export const stopChannel = ({ channel, reason, now }: StopChannel, state: ChannelSwitch): Decision => {
  const becomesSerious = isDrill(state) && reason !== 'DRILL'
  if (state.stop && !becomesSerious) return refuse('ChannelAlreadyStopped', { ...state.stop })
  return reason === 'DRILL' && isTooSoon(state, now) ? refuse('DrilledToday', { lastEndedAt: state.lastDrill?.endedAt }) : [ChannelStopped({ channel, reason })]
}

const isTooSoon = ({ lastDrill }: ChannelSwitch, now: Instant): boolean => lastDrill !== undefined && millisecondsBetween(lastDrill.endedAt, now) < DRILL_SPACING_ms
