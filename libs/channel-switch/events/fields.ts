import { isInstant, type Instant } from '@recourse/kernel'
import { z } from 'zod'

/** Building blocks of the event schemas. */
export const instant: z.ZodType<Instant> = z.string().refine(isInstant, 'not an instant in UTC with milliseconds')
/** A channel's name, as in `PayoutRequested.channel`. */
export const channel = z.string().min(1).max(64)
export const count = z.int().nonnegative()
