import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { prepaid } from './prepaid.js'

/** What the contract says of an order that is paid before it is had; with the order, or once somebody has looked it up. */
export const PrepaidContractRecorded = defineEvent({ type: 'PrepaidContractRecorded', schema: z.object({ prepaid }) })
