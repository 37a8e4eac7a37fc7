import { isInstant, type Instant } from '@recourse/kernel'
import { z } from 'zod'

/** Building blocks of the event schemas. */
export const instant: z.ZodType<Instant> = z.string().refine(isInstant, 'not an instant in UTC with milliseconds')
export const id = z.string().min(1).max(200)
export const text = z.string().max(4000)
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** Of each stratum this share, and at least so many. */
export const rate = z.object({ pack: id, share_percent: z.int().min(0).max(100), atLeast: z.int().nonnegative() })
export type Rate = z.infer<typeof rate>

/** Cases of one pack with one outcome: all of them in the order of their ids, and those that were drawn in the order of the draw. */
export const stratum = z.object({ pack: id, outcome: id, population: z.array(id), selected: z.array(id) })
export type Stratum = z.infer<typeof stratum>

export const FINDINGS = ['OK', 'NOT_OK'] as const
export const answer = z.object({ item: id, finding: z.enum(FINDINGS) })
export type Answer = z.infer<typeof answer>
