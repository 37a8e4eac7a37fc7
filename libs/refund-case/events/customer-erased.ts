import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'

/** The key of the customer's personal data is being destroyed: what was sealed in this case can no longer be read. */
export const CustomerErased = defineEvent({
  type: 'CustomerErased',
  schema: z.object({}),
})
