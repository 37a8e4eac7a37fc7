import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { hash } from './fields.js'

/** Somebody was given the file, which names payees: the actor of the event, at its time. Recorded before the first byte leaves; of the same person once a day. */
export const TransferFileDownloaded = defineEvent({ type: 'TransferFileDownloaded', schema: z.object({ fileSha256: hash }) })
