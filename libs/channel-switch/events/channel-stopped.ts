import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { channel } from './fields.js'

export const STOP_REASONS = ['INCIDENT', 'SUSPECTED_FRAUD', 'DIFFERENCES_FOUND', 'MAINTENANCE', 'DRILL'] as const
export type StopReason = (typeof STOP_REASONS)[number]

/** From here on nothing is sent through the channel: no first sending, no repetition, no redirection. It is still asked about what was sent. */
export const ChannelStopped = defineEvent({ type: 'ChannelStopped', schema: z.object({ channel, reason: z.enum(STOP_REASONS) }) })
