import type { Decision } from '@recourse/kernel'
import type { StopChannel } from '../commands.js'
import { ChannelStopped } from '../events/index.js'
import { refuse } from '../refusals.js'
import { isDrill, type ChannelSwitch } from '../state.js'

/** In the middle of a drill it may become serious: then the drill is over without a result, and another person has to resume. */
export const stopChannel = ({ channel, reason }: StopChannel, state: ChannelSwitch): Decision => {
  const becomesSerious = isDrill(state) && reason !== 'DRILL'
  return state.stop && !becomesSerious ? refuse('ChannelAlreadyStopped', { ...state.stop }) : [ChannelStopped({ channel, reason })]
}
