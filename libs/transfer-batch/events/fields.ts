import { z } from 'zod'

/** Building blocks of the event schemas. */
export const id = z.string().min(1).max(200)
export const hash = z.string().regex(/^[0-9a-f]{64}$/)
export const money = z.object({ minor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) })
