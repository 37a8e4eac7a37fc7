import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id } from './fields.js'

/** A random check drew this case; which, how and by what seed stands in the stream of the round. */
export const SpotCheckSelected = defineEvent({
  type: 'SpotCheckSelected',
  schema: z.object({ roundId: id }),
})
