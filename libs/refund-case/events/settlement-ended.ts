import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, stageOpening } from './fields.js'

/** The operator's side sees no agreement coming: the case goes back to review, and what was offered or drafted falls. */
export const SettlementEnded = defineEvent({ type: 'SettlementEnded', schema: z.object({ reason: id, opens: stageOpening }) })
