import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, instant, rate, sha256 } from './fields.js'

/** A round is announced before its population is known: the seed is fixed by its SHA-256 and secret until the round is revealed. */
export const SpotCheckCommitted = defineEvent({
  type: 'SpotCheckCommitted',
  schema: z.object({ roundId: id, period: z.object({ from: instant, to: instant }), seedSha256: sha256, rates: z.array(rate).min(1) }),
})
