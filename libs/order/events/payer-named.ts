import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'

/** In whose name the order was paid, as the shop's feed knows it; sealed, and compared with the name of an account that money should go to. */
export const PayerNamed = defineEvent({ type: 'PayerNamed', schema: z.object({}), personal: z.object({ payerName: z.string().min(1).max(100) }) })
