import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { hash } from './fields.js'

/** A second person has looked at exactly these bytes: they may leave. */
export const TransferBatchApproved = defineEvent({ type: 'TransferBatchApproved', schema: z.object({ fileSha256: hash }) })
