import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id } from './fields.js'

/** Somebody was given the bytes of a piece of evidence: the actor of the event, at its time. Recorded before the first byte leaves. */
export const EvidenceDownloaded = defineEvent({ type: 'EvidenceDownloaded', schema: z.object({ evidenceId: id }) })
