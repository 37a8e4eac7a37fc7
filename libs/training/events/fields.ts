import { isInstant, type Instant } from '@recourse/kernel'
import { z } from 'zod'

/** Building blocks of the event schemas. */
export const instant: z.ZodType<Instant> = z.string().refine(isInstant, 'not an instant in UTC with milliseconds')
export const id = z.string().min(1).max(200)
export const percent = z.int().min(0).max(100)

/** One assessment: which version of the course, what was taught, how it went, by whom. `items` are ids of the curriculum. */
export const assessment = {
  person: id,
  course: id,
  curriculum: id,
  items: z.array(id).min(1).max(200),
  score_percent: percent,
  passMark_percent: percent,
  trainer: id,
}
