import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { number, reason } from './fields.js'

/** The first of two people gave the money up. */
export const WriteOffProposed = defineEvent({ type: 'WriteOffProposed', schema: z.object({ no: number, reason }) })
