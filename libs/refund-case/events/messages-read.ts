import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { instant } from './fields.js'

/** The customer has opened the thread and seen it up to a message. */
export const MessagesRead = defineEvent({
  type: 'MessagesRead',
  schema: z.object({
    upTo: z.int().positive(),
    /** Until when they are expected to read notices that came after it. */
    readBy: instant.optional(),
  }),
})
