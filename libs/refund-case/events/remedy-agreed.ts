import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { sha256 } from './fields.js'
import { remedyKind } from './settlement-fields.js'

/** Both signed that the operator gives something other than money, or beside it. */
export const RemedyAgreed = defineEvent({ type: 'RemedyAgreed', schema: z.object({ remedy: remedyKind, agreement: sha256 }) })
