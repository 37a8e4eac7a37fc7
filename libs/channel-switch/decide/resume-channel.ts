import type { Decision } from '@recourse/kernel'
import type { ResumeChannel } from '../commands.js'
import { ChannelResumed } from '../events/index.js'
import { refuse } from '../refusals.js'
import { isDrill, type ChannelSwitch } from '../state.js'

export const resumeChannel = ({ channel, reason, actor }: ResumeChannel, state: ChannelSwitch): Decision => {
  if (!state.stop) return refuse('ChannelNotStopped')
  if (isDrill(state)) return refuse('DrillRuns', { since: state.stop.at })
  return state.stop.by === actor.id ? refuse('ResumerIsStopper') : [ChannelResumed({ channel, reason })]
}
