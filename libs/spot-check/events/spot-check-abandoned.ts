import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'

/** TOO_LARGE = more cases than a round can hold, SEED_LOST = nobody has the seed any more, MISTAKE = announced by mistake. */
export const ABANDON_REASONS = ['TOO_LARGE', 'SEED_LOST', 'MISTAKE'] as const
export type AbandonReason = (typeof ABANDON_REASONS)[number]

/** A round that was announced is given up before anybody drew its cases. It stays in the list with who gave it up. */
export const SpotCheckAbandoned = defineEvent({
  type: 'SpotCheckAbandoned',
  schema: z.object({ reason: z.enum(ABANDON_REASONS) }),
})
