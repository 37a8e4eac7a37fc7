import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { hash } from './fields.js'

/** The bank has confirmed that it has the file, with this hash. */
export const TransferBatchSent = defineEvent({ type: 'TransferBatchSent', schema: z.object({ fileSha256: hash }) })
