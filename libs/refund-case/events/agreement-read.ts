import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { sha256 } from './fields.js'
import { party } from './settlement-fields.js'

/** A party opened the agreement for the first time; from here its reading time counts. */
export const AgreementRead = defineEvent({ type: 'AgreementRead', schema: z.object({ party, documentSha256: sha256 }) })
