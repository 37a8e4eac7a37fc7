import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { citation, id, instant, packRef, text } from './fields.js'

/** A person refused: with a reason, the clause it rests on and the way to appeal. */
export const RefundRefused = defineEvent({
  type: 'RefundRefused',
  schema: z.object({
    outcome: z.literal('NONE'),
    reason: id,
    ruleId: id,
    clause: id,
    appealRoute: z.object({ en: text, 'zh-CN': text }),
    citations: z.array(citation).max(20),
    pack: packRef,
    /** Last moment for an appeal. */
    appealUntil: instant.optional(),
  }),
  personal: z.object({ explanation: text }),
})
