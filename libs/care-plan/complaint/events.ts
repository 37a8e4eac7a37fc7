import { defineEvent, type EventOf } from '@recourse/kernel'
import { z } from 'zod'
import { id, packRef, text } from '../events/fields.js'

export const COMPLAINT_CHANNELS = ['ONLINE', 'PHONE', 'IN_PERSON', 'WECHAT', 'AUTHORITY'] as const
export const COMPLAINT_OUTCOMES = ['UPHELD', 'PARTLY_UPHELD', 'NOT_UPHELD', 'WITHDRAWN'] as const

/** A customer complains. About a case, it names the stage and the pack the case stood under, so that complaints can be traced to their cause. */
export const ComplaintOpened = defineEvent({
  type: 'ComplaintOpened',
  schema: z.object({
    complaintId: id,
    /** Pseudonym. */
    customer: id,
    caseId: id.optional(),
    stage: id.optional(),
    pack: packRef.optional(),
    channel: z.enum(COMPLAINT_CHANNELS),
  }),
  personal: z.object({ text }),
})

/** The customer was answered; it may happen more than once. */
export const ComplaintAnswered = defineEvent({
  type: 'ComplaintAnswered',
  schema: z.object({ complaintId: id }),
  personal: z.object({ text }),
})

export const ComplaintClosed = defineEvent({
  type: 'ComplaintClosed',
  schema: z.object({ complaintId: id, outcome: z.enum(COMPLAINT_OUTCOMES) }),
})

/** Every event of a complaint's stream. */
export const complaintEvents = [ComplaintOpened, ComplaintAnswered, ComplaintClosed] as const

/** A recorded event of a complaint, discriminated by `type`. */
export type ComplaintEvent = EventOf<(typeof complaintEvents)[number]>
