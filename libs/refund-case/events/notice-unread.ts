import { defineEvent } from '@recourse/kernel'
import { MESSAGE_KINDS } from '@recourse/policy'
import { z } from 'zod'
import { instant } from './fields.js'

/** The customer has not read a notice in time: somebody tells them by another channel. */
export const NoticeUnread = defineEvent({
  type: 'NoticeUnread',
  schema: z.object({ messageId: z.uuid(), messageNo: z.int().positive(), kind: z.enum(MESSAGE_KINDS), readBy: instant }),
})
