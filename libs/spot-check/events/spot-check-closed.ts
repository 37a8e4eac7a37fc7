import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'

/** Every case that was drawn is checked, and every finding is solved. */
export const SpotCheckClosed = defineEvent({
  type: 'SpotCheckClosed',
  schema: z.object({}),
})
