import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { instant } from './fields.js'

/**
 * A version of a pack as it was compiled; `sha256` runs over the canonical JSON of `content`. A pack schema that no longer reads what was
 * once published needs an upcaster here: open cases keep their version for ever.
 */
export const PolicyPackPublished = defineEvent({
  type: 'PolicyPackPublished',
  schema: z.object({
    id: z.string(),
    version: z.string(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    effectiveFrom: instant,
    reviewBy: instant,
    content: z.record(z.string(), z.unknown()),
  }),
})
