import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id } from './fields.js'

/** The file does not leave, or the bank took none of it (`REFUSED_BY_BANK`, with the bank's code): its instructions wait for the next batch. */
export const TransferBatchRejected = defineEvent({ type: 'TransferBatchRejected', schema: z.object({ reason: id, code: id.optional() }) })
