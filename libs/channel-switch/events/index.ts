import type { EventOf } from '@recourse/kernel'
import { ChannelDrillRecorded } from './channel-drill-recorded.js'
import { ChannelResumed } from './channel-resumed.js'
import { ChannelStopped } from './channel-stopped.js'

/** Every event of a channel's switch. */
export const channelSwitchEvents = [ChannelStopped, ChannelResumed, ChannelDrillRecorded] as const

/** A recorded event of a channel's switch, discriminated by `type`. */
export type ChannelSwitchEvent = EventOf<(typeof channelSwitchEvents)[number]>

export * from './channel-drill-recorded.js'
export * from './channel-resumed.js'
export * from './channel-stopped.js'
