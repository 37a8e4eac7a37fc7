import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { sha256 } from './fields.js'
import { agreementTerms } from './settlement-fields.js'

/** What was agreed, word for word. The document is not kept: it is rendered again from these terms and must have `documentSha256`. */
export const AgreementDrafted = defineEvent({
  type: 'AgreementDrafted',
  schema: agreementTerms.extend({
    documentSha256: sha256,
    /** Of the renderer; another version may give other bytes. */
    templateVersion: z.int().positive(),
  }),
})
