import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, sha256, stratum } from './fields.js'

/** The draw, complete: from the seed and the population anybody can draw it again. `position` = how far the view of closed cases had read. */
export const SpotCheckRevealed = defineEvent({
  type: 'SpotCheckRevealed',
  schema: z.object({ seed: sha256, position: id, populationSha256: sha256, strata: z.array(stratum) }),
})
