import { assertNever } from '@recourse/kernel'
import type { ChannelSwitchEvent } from './events/index.js'
import type { ChannelSwitch } from './state.js'

export const evolve = (state: ChannelSwitch, event: ChannelSwitchEvent): ChannelSwitch => {
  switch (event.type) {
    case 'ChannelStopped': return { ...state, stop: { reason: event.data.reason, by: event.metadata.actor.id, at: event.metadata.recordedAt } }
    case 'ChannelDrillRecorded': {
      const { startedAt, endedAt, deferred, leaked } = event.data
      return { ...state, lastDrill: { startedAt, endedAt, deferred, leaked } }
    }
    case 'ChannelResumed': {
      const { stop: _, ...rest } = state
      return rest
    }
    default: return assertNever(event)
  }
}
