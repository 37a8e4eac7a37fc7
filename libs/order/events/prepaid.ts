import { z } from 'zod'

/** A day in Asia/Shanghai; an amount in minor units; a share in 1/10000. */
const day = z.iso.date()
const minor = z.int().nonnegative()
const basisPoints = z.int().min(0).max(10_000)

export const PREPAID_KINDS = ['METERED', 'UNLIMITED'] as const

/**
 * The order paid for something to be had later, in parts: what its contract says. METERED by visits, pieces or amount; UNLIMITED as often as
 * wanted within the term. The prepaid calculation of the policy library rests on it.
 */
export const prepaid = z.object({
  kind: z.enum(PREPAID_KINDS),
  concludedOn: day,
  paidOn: day,
  /** Credit that came on top of what was paid. */
  gift_minor: minor.optional(),
  /** Units that the payment bought, at its even share each. */
  units: z.int().positive().max(1_000_000).optional(),
  /** First and last day, both inside. */
  term: z.object({ from: day, to: day }).optional(),
  giftsInKind: z.boolean().optional(),
  /** The consumer knew the same goods or services when the contract was concluded. */
  hadTheSameBefore: z.boolean().optional(),
  supervisedAccount: z.boolean().optional(),
  agreed: z.object({
    coolingOff_days: z.int().positive().max(3650).optional(),
    returnAtLeast_bp: basisPoints.optional(),
    interest_bp: basisPoints.optional(),
    interestFrom: day.optional(),
  }).optional(),
})
export type Prepaid = z.infer<typeof prepaid>
