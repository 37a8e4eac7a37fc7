import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { channel } from './fields.js'

export const RESUME_REASONS = ['SOLVED', 'FALSE_ALARM'] as const
export type ResumeReason = (typeof RESUME_REASONS)[number]

/** The channel may send again. What was put off in the meantime is sent when its time comes. */
export const ChannelResumed = defineEvent({ type: 'ChannelResumed', schema: z.object({ channel, reason: z.enum([...RESUME_REASONS, 'DRILL_OVER']) }) })
