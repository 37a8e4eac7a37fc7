import { isInstant, ROLES, type Instant } from '@recourse/kernel'
import { CARE_STAGES, SEVERITIES } from '@recourse/policy'
import { z } from 'zod'

/** Building blocks of the event schemas. */
export const instant: z.ZodType<Instant> = z.string().refine(isInstant, 'not an instant in UTC with milliseconds')
export const id = z.string().min(1).max(200)
export const text = z.string().min(1).max(4000)
export const role = z.enum(ROLES)
export const severity = z.enum(SEVERITIES)
export const packRef = z.object({ id, version: id })

/** A satisfaction score: 1 = very unhappy, 5 = very happy. */
export const score = z.int().min(1).max(5)

/** 退换 / 补打 / 补偿 / 退款, or nothing beyond advice. */
export const REMEDIES = ['EXCHANGE', 'TOP_UP', 'COMPENSATION', 'REFUND', 'NONE'] as const
export type Remedy = (typeof REMEDIES)[number]

/** A task of the plan as it was computed when the plan began: facts, so that no later pack can move them. */
export const careTask = z.object({
  id,
  stage: z.enum(CARE_STAGES),
  /** The one role that answers for the task. */
  owner: role,
  /** Others who may carry it out. */
  helpers: z.array(role),
  /** Not to be done before; absent = at once. */
  from: instant.optional(),
  dueAt: instant,
  /** A recommendation: only to a satisfied customer who consented, and never overdue. */
  commercial: z.boolean(),
})
export type CareTask = Readonly<z.infer<typeof careTask>>
