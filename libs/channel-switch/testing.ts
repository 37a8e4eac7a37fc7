import { addMilliseconds, StreamInMemory, type Actor, type CommandContext, type Instant } from '@recourse/kernel'
import type { ChannelSwitchCommand, EndChannelDrill, ResumeChannel, StopChannel } from './commands.js'
import { channelSwitchDecider } from './decider.js'
import type { ChannelSwitch } from './state.js'
import { channelSwitchStream } from './stream.js'

/** Words for the specs of this library; no part of its public entry. */

export const T0: Instant = '2026-03-02T02:00:00.000Z'
export const later = (minutes: number): Instant => addMilliseconds(T0, minutes * 60_000)

export const MIA: Actor = { id: 'mia', roles: ['operations'] }
export const BO: Actor = { id: 'bo', roles: ['supervisor'] }

export type SwitchStream = StreamInMemory<ChannelSwitch, ChannelSwitchCommand>
export const newSwitch = (): SwitchStream => new StreamInMemory(channelSwitchDecider, channelSwitchStream('demo', 'wechat-pay'))

let sent = 0
const context = (): CommandContext & { channel: string } =>
  ({ id: `command-${(sent += 1)}`, tenant: 'demo', actor: MIA, now: T0, correlationId: 'c', channel: 'wechat-pay' })

export const stop = (changes: Partial<StopChannel> = {}): StopChannel => ({ ...context(), type: 'StopChannel', reason: 'INCIDENT', ...changes })
export const resume = (changes: Partial<ResumeChannel> = {}): ResumeChannel =>
  ({ ...context(), type: 'ResumeChannel', actor: BO, now: later(30), reason: 'SOLVED', ...changes })
export const endDrill = (changes: Partial<EndChannelDrill> = {}): EndChannelDrill =>
  ({ ...context(), type: 'EndChannelDrill', now: later(10), facts: { startedAt: T0, deferred: 3, leaked: 0 }, ...changes })

/** One stream that meets every event. */
export const walk = (): SwitchStream => newSwitch().given(stop({ reason: 'DRILL' }), endDrill(), stop({ now: later(20) }), resume())
