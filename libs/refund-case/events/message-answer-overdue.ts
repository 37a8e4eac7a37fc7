import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { instant } from './fields.js'

/** Nobody answered the customer in time. `messageId` is the first message that waits. */
export const MessageAnswerOverdue = defineEvent({
  type: 'MessageAnswerOverdue',
  schema: z.object({ messageId: z.uuid(), answerBy: instant }),
})
