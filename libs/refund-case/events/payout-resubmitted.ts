import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { payoutNo } from './fields.js'

/** Its details were corrected and checked by a second person: it is sent again under the same number, because that number can still move money. */
export const PayoutResubmitted = defineEvent({ type: 'PayoutResubmitted', schema: z.object({ payoutNo }) })
