import type { Decision } from '@recourse/kernel'
import type { EndChannelDrill } from '../commands.js'
import { ChannelDrillRecorded, ChannelResumed } from '../events/index.js'
import { refuse } from '../refusals.js'
import { isDrill, type ChannelSwitch } from '../state.js'

/** What was measured has to be of this very drill. */
export const endChannelDrill = ({ channel, facts: { startedAt, deferred, leaked }, now }: EndChannelDrill, state: ChannelSwitch): Decision =>
  isDrill(state) && state.stop!.at === startedAt
    ? [ChannelDrillRecorded({ channel, startedAt, endedAt: now, deferred, leaked }), ChannelResumed({ channel, reason: 'DRILL_OVER' })]
    : refuse('NoDrillRuns')
