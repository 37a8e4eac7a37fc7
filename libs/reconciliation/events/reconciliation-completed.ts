import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { count, day, id, number, sha256, sum } from './fields.js'

/**
 * One run over a channel's day. The counts are of this run, whatever was settled before: matched + oursOnly + differing = ours.
 * `unlisted` = differences beyond the limit of a reconciliation, found anew by the next run.
 */
export const ReconciliationCompleted = defineEvent({
  type: 'ReconciliationCompleted',
  schema: z.object({
    run: number,
    channel: id,
    day,
    statementSha256: sha256,
    counts: z.object({ ours: count, theirs: count, matched: count, oursOnly: count, theirsOnly: count, differing: count, repeated: count, unlisted: count }),
    sums: z.array(sum),
  }),
})
