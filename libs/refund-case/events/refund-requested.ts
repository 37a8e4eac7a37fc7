import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { ORIGINS, consent, evidenceKind, id, instant, packRef, payeeName, positiveMoney, shownText, stageOpening, text } from './fields.js'

/** The case begins: what is asked for, on which order, under which pack. `requestedAt` is stated by an importer, else the moment of recording. */
export const RefundRequested = defineEvent({
  type: 'RefundRequested',
  schema: z.object({
    caseId: z.uuid(),
    orderId: id,
    customer: id,
    items: z.array(id).max(200).optional(),
    requested: positiveMoney,
    reason: id,
    origin: z.enum(ORIGINS),
    wantedWay: id,
    /** To another way than ORIGINAL. */
    consent: consent.optional(),
    /** Only with a payee. */
    sameName: payeeName.optional(),
    pack: packRef,
    requestedAt: instant,
    late: z.boolean(),
    missingEvidence: z.array(evidenceKind),
    shown: z.array(shownText).max(100),
    opens: stageOpening,
  }),
  personal: z.object({ narrative: text.optional(), contact: z.record(z.string(), text).optional(), payee: z.record(z.string(), text).optional() }),
})
