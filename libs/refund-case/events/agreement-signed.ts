import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, payeeName, sha256, text } from './fields.js'
import { party } from './settlement-fields.js'

/**
 * A party signed these bytes. The record of the signature is this event: who (the actor of a verified token), what (`documentSha256`), in which words
 * (`statementSha256`), when, in the case's chain of hashes. The account to pay into is the customer's to name, and personal.
 */
export const AgreementSigned = defineEvent({
  type: 'AgreementSigned',
  schema: z.object({
    party,
    documentSha256: sha256,
    acknowledgedClauses: z.array(id).max(50),
    statementSha256: sha256,
    /** Only with a payee. */
    sameName: payeeName.optional(),
  }),
  personal: z.object({ payee: z.record(z.string(), text) }),
})
