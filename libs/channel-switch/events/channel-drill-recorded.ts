import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { channel, count, instant } from './fields.js'

/** A drill of the contingency plan: `deferred` payouts waited while the channel was stopped, `leaked` ones left all the same, which must be none. */
export const ChannelDrillRecorded = defineEvent({
  type: 'ChannelDrillRecorded',
  schema: z.object({ channel, startedAt: instant, endedAt: instant, deferred: count, leaked: count }),
})
