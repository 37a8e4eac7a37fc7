import { z } from 'zod'
import { FAULT_SIDES } from '../pack-schema.js'

/** A day in Asia/Shanghai, and an amount in minor units. */
const day = z.iso.date()
const minor = z.int().nonnegative()
const basisPoints = z.int().min(0).max(10_000)

/** What the parties agreed on. Interest goes by the agreement (art. 16); everything else only where it is better for the consumer (arts. 14, 17–19). */
export const agreedTerms = z.object({
  /** Days from the payment within which everything is returned without a reason. */
  coolingOff_days: z.int().positive().max(3650).optional(),
  /** Least share of the prepayment that is returned, whatever was used. */
  returnAtLeast_bp: basisPoints.optional(),
  /** Interest a year. */
  interest_bp: basisPoints.optional(),
  /** Interest runs from this day already. */
  interestFrom: day.optional(),
})

/** The prepaid contract itself: what is known when it is sold. */
export const prepaidContract = z.object({
  /** METERED: by visits, pieces or amount. UNLIMITED: as often as wanted within the term. */
  kind: z.enum(['METERED', 'UNLIMITED']),
  concludedOn: day,
  paidOn: day,
  /** Credit that came on top of what was paid. */
  gift_minor: minor.optional(),
  /** METERED: units that the prepayment bought; each costs its even share. Absent = a balance that is spent. */
  units: z.int().positive().max(1_000_000).optional(),
  /** First and last day, both inside. */
  term: z.object({ from: day, to: day }).optional(),
  /** Goods or services were given on top (not credit). */
  giftsInKind: z.boolean().optional(),
  /** The consumer knew the same goods or services when the contract was concluded, from whomever. */
  hadTheSameBefore: z.boolean().optional(),
  /** The prepayment lies on a supervised account, by order of an authority. */
  supervisedAccount: z.boolean().optional(),
  agreed: agreedTerms.optional(),
})

/** Units taken at one price. */
export const usedPart = z.object({
  units: z.int().positive().max(1_000_000),
  /** Of one unit, before any discount. */
  listPrice_minor: minor,
  /** Of one unit, as it was charged. Absent: the even share of the units bought, or else the list price. */
  discountPrice_minor: minor.optional(),
})

export const DEDUCTIONS = ['SALES_COMMISSION', 'REASONABLE_COSTS'] as const

/** What happened under the contract. */
export const prepaidUsage = z.object({
  used: z.array(usedPart).max(100),
  fault: z.enum(FAULT_SIDES),
  /** When the consumer asked for the money. */
  askedOn: day,
  rescindedOn: day,
  /** Interest runs until here. */
  calculatedOn: day,
  /** The operator stopped serving before the contract was rescinded: first day without service. */
  stoppedOn: day.optional(),
  /** What a formula in the contract gives back. */
  agreedReturn_minor: minor.optional(),
  /** What earlier refunds of the same prepayment have paid. */
  alreadyReturned_minor: minor.optional(),
  /** The consumer disputes the list price and the operator shows no sales at it. */
  listPriceUnproven: z.boolean().optional(),
  /** What the operator wants taken off. */
  deductions: z.array(z.object({ kind: z.enum(DEDUCTIONS), minor })).max(20).optional(),
})

/** Published rates at the day the contract was concluded, in basis points; absent = no table reaches to that day. */
export const prepaidRates = z.object({ lpr1y_bp: basisPoints.optional(), deposit1y_bp: basisPoints.optional() })

/** Everything a calculation rests on; the same input always gives the same lines. */
export const prepaidInput = z.object({
  paid_minor: z.int().positive(),
  contract: prepaidContract,
  usage: prepaidUsage,
  rates: prepaidRates,
})

export type AgreedTerms = z.infer<typeof agreedTerms>
export type PrepaidContract = z.infer<typeof prepaidContract>
export type UsedPart = z.infer<typeof usedPart>
export type DeductionKind = (typeof DEDUCTIONS)[number]
export type PrepaidUsage = z.infer<typeof prepaidUsage>
export type PrepaidRates = z.infer<typeof prepaidRates>
export type PrepaidInput = z.infer<typeof prepaidInput>

export const PREPAID_CONTRADICTIONS = [
  'TERM_MISSING', 'TERM_REVERSED', 'USED_MORE_THAN_BOUGHT', 'RESCINDED_BEFORE_CONCLUDED', 'RESCINDED_IN_FUTURE', 'STOPPED_IN_FUTURE',
] as const
export type PrepaidContradiction = (typeof PREPAID_CONTRADICTIONS)[number]

/** Facts that cannot all be true, or that a contract of its kind must have; nothing is computed from them. */
export const contradictionsIn = ({ contract, usage }: Pick<PrepaidInput, 'contract' | 'usage'>): PrepaidContradiction[] => {
  const units = usage.used.reduce((sum, part) => sum + part.units, 0)
  const holds: Record<PrepaidContradiction, boolean> = {
    TERM_MISSING: contract.kind === 'UNLIMITED' && contract.term === undefined,
    TERM_REVERSED: contract.term !== undefined && contract.term.to < contract.term.from,
    USED_MORE_THAN_BOUGHT: contract.units !== undefined && units > contract.units,
    RESCINDED_BEFORE_CONCLUDED: usage.rescindedOn < contract.concludedOn,
    RESCINDED_IN_FUTURE: usage.rescindedOn > usage.calculatedOn,
    STOPPED_IN_FUTURE: usage.stoppedOn !== undefined && usage.stoppedOn > usage.calculatedOn,
  }
  return PREPAID_CONTRADICTIONS.filter((contradiction) => holds[contradiction])
}
