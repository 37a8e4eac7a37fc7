import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { instant } from './fields.js'

/** `sent` and `arrived` as the pack promises them, `agreed` as both sides signed it. */
export const PAYOUT_PROMISES = ['sent', 'arrived', 'agreed'] as const
export type PayoutPromise = (typeof PAYOUT_PROMISES)[number]

/** What was promised of the money did not happen by `dueAt`. Once per promise of an approval. */
export const PayoutLate = defineEvent({ type: 'PayoutLate', schema: z.object({ promise: z.enum(PAYOUT_PROMISES), dueAt: instant }) })
