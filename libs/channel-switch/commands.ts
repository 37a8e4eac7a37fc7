import type { Command, Instant } from '@recourse/kernel'
import type { ResumeReason, StopReason } from './events/index.js'

/** From now on nothing is sent through the channel. With the reason `DRILL` it is an exercise, which `EndChannelDrill` ends. */
export type StopChannel = Command<'StopChannel', { readonly channel: string; readonly reason: StopReason }>
export type ResumeChannel = Command<'ResumeChannel', { readonly channel: string; readonly reason: ResumeReason }>

/** What was measured while the drill ran: payouts that were put off, and payouts that left all the same. */
export interface DrillMeasures {
  readonly startedAt: Instant
  readonly deferred: number
  readonly leaked: number
}
export type EndChannelDrill = Command<'EndChannelDrill', { readonly channel: string; readonly facts: DrillMeasures }>

export type ChannelSwitchCommand = StopChannel | ResumeChannel | EndChannelDrill
