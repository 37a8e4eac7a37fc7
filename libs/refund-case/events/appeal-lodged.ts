import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { stageOpening, text } from './fields.js'

/** The customer does not accept the refusal: the case is open again, for somebody who had no part in it. */
export const AppealLodged = defineEvent({
  type: 'AppealLodged',
  schema: z.object({
    /** 1 = the first appeal of the case. */
    appealNo: z.int().positive(),
    opens: stageOpening,
  }),
  personal: z.object({ narrative: text }),
})
