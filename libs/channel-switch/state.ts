import type { Instant } from '@recourse/kernel'
import type { StopReason } from './events/index.js'

export interface Stop {
  readonly reason: StopReason
  readonly by: string
  readonly at: Instant
}

export interface Drill {
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly deferred: number
  readonly leaked: number
}

export interface ChannelSwitch {
  /** Undefined while the channel may send. */
  readonly stop?: Stop
  readonly lastDrill?: Drill
}

/** A channel that nobody ever stopped. */
export const NEVER_STOPPED: ChannelSwitch = {}

export const isDrill = ({ stop }: ChannelSwitch): boolean => stop?.reason === 'DRILL'
