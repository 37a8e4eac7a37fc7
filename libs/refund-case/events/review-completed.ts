import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { breakdownLine, money, positiveMoney, stageOpening } from './fields.js'

/** The review ends with a band of amounts, inside which the two sides negotiate. Opens the settlement. `breakdown` explains the upper end. */
export const ReviewCompleted = defineEvent({
  type: 'ReviewCompleted',
  schema: z.object({
    band: z.object({ low: money, high: positiveMoney }),
    breakdown: z.array(breakdownLine).max(50),
    opens: stageOpening,
  }),
})
