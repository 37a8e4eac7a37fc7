import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id } from './fields.js'

/** A fitting treatment was recommended, once a plan, to a satisfied customer who agreed to hear of it. */
export const RecommendationMade = defineEvent({
  type: 'RecommendationMade',
  schema: z.object({
    /** The row of the pack that it rests on. */
    recommendationId: id,
    project: id,
    /** The recorded consent to commercial messages. */
    consentId: id,
  }),
})
