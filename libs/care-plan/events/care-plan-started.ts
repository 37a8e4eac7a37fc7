import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { careTask, id, instant, packRef, text } from './fields.js'

/** A treatment was completed: the tasks that follow from the pack's plan, with their owners and due times. */
export const CarePlanStarted = defineEvent({
  type: 'CarePlanStarted',
  schema: z.object({
    planId: id,
    /** Pseudonym. */
    customer: id,
    orderId: id.optional(),
    project: id,
    /** Code of the guidance that is sent; `default` when the project has none of its own. */
    guidance: id,
    /** True when the project is not known to the pack: a person adds what is missing. */
    guidanceMissing: z.boolean(),
    treatmentCompletedAt: instant,
    pack: packRef,
    tasks: z.array(careTask).min(1).max(100),
  }),
  personal: z.object({ contact: z.record(z.string(), text) }),
})
