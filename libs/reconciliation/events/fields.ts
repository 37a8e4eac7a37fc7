import { isInstant, type Instant, type Money } from '@recourse/kernel'
import { z } from 'zod'
import { ASPECTS, DIFFERENCE_KINDS } from '../difference.js'
import { ENTRY_KINDS } from '../entry.js'

/** Building blocks of the event schemas. */
export const money = z.object({ minor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) }) satisfies z.ZodType<Money>
export const instant: z.ZodType<Instant> = z.string().refine(isInstant, 'not an instant in UTC with milliseconds')
export const id = z.string().min(1).max(200)
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const count = z.int().nonnegative()
export const number = z.int().positive()

export const sum = z.object({ currency: money.shape.currency, ours_minor: z.int(), theirs_minor: z.int() })

const side = z.object({ kind: z.enum(ENTRY_KINDS), amount: money, at: instant })

export const difference = z.object({
  kind: z.enum(DIFFERENCE_KINDS),
  outRefundNo: id,
  caseId: id.optional(),
  payoutNo: number.optional(),
  ours: side.optional(),
  theirs: side.extend({ channelReference: id }).optional(),
  aspects: z.array(z.enum(ASPECTS)).optional(),
})

/** How a person settles a difference. Of money that is written off, two people say so. */
export const RESOLUTIONS = ['RECOVERED', 'BOOKED_ELSEWHERE', 'CHANNEL_ERROR', 'WRITTEN_OFF'] as const
export type ResolutionByPerson = (typeof RESOLUTIONS)[number]
export const resolution = z.enum([...RESOLUTIONS, 'VANISHED'])
/** A code, a voucher's number or a short phrase without personal data. */
export const reason = z.string().min(1).max(200)
