import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { text } from './fields.js'

export const CONTACT_CHANNELS = ['PHONE', 'CHAT', 'SMS', 'EMAIL', 'WECHAT', 'VISIT'] as const

/** Somebody tried to reach the customer. */
export const ContactAttempted = defineEvent({
  type: 'ContactAttempted',
  schema: z.object({
    channel: z.enum(CONTACT_CHANNELS),
    outcome: z.enum(['REACHED', 'NOT_REACHED']),
  }),
  personal: z.object({ note: text }),
})
