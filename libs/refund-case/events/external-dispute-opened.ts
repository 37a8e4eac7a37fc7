import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id } from './fields.js'

export const DISPUTE_BODIES = ['COURT', 'CONSUMER_ASSOCIATION', 'MEDIATION', 'AUTHORITY'] as const
export type DisputeBody = (typeof DISPUTE_BODIES)[number]

/** The customer has gone to somebody outside; `reference` is that body's number of the matter. */
export const ExternalDisputeOpened = defineEvent({
  type: 'ExternalDisputeOpened',
  schema: z.object({
    body: z.enum(DISPUTE_BODIES),
    reference: id,
  }),
})
