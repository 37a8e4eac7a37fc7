import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { citation, id, packRef, stageOpening, text } from './fields.js'

export const APPEAL_OUTCOMES = ['UPHELD', 'OVERTURNED'] as const
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number]

/** Another person looked again: UPHELD = the refusal stands and is final; OVERTURNED = it falls, and the case is reviewed anew. */
export const AppealDecided = defineEvent({
  type: 'AppealDecided',
  schema: z.object({
    appealNo: z.int().positive(),
    outcome: z.enum(APPEAL_OUTCOMES),
    ruleId: id,
    clause: id,
    citations: z.array(citation).max(20),
    pack: packRef,
    opens: stageOpening.optional(),
  }),
  personal: z.object({ explanation: text }),
})
