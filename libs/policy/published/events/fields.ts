import { isInstant, type Instant } from '@recourse/kernel'
import { z } from 'zod'

export const instant: z.ZodType<Instant> = z.string().refine(isInstant, 'not an instant in UTC with milliseconds')
