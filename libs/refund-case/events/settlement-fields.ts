import { REMEDY_KINDS, type Due } from '@recourse/policy'
import { z } from 'zod'
import { id, instant, money, sha256 } from './fields.js'

/** Building blocks of the events of a settlement. */

/** The two sides of a settlement: who gets the money, and whoever speaks for the operator. */
export const PARTIES = ['CUSTOMER', 'OPERATOR'] as const
export type Party = (typeof PARTIES)[number]
export const party = z.enum(PARTIES)

export const offerNo = z.int().positive()
export const remedyKind = z.enum(REMEDY_KINDS)
export const bilingual = z.object({ en: z.string().min(1).max(2000), 'zh-CN': z.string().min(1).max(2000) })

const count = z.int().positive()
export const due: z.ZodType<Due> = z.union([z.strictObject({ hours: count }), z.strictObject({ workingDays: count }), z.strictObject({ days: count })])

/**
 * What one side would settle for. `offerHash` covers all of it and the case, so that whoever accepts binds themselves to exactly this.
 * `amount` is 0 only beside a remedy. `consent`: the customer asked for a way other than the one the money came by.
 */
export const offer = z.object({
  offerNo,
  by: party,
  amount: money,
  way: id,
  remedy: remedyKind.optional(),
  /** From the acceptance to the money. */
  payWithin: due,
  expiresAt: instant,
  consent: z.literal(true).optional(),
  offerHash: sha256,
})
export type OfferData = z.infer<typeof offer>

/** Everything the agreement says: its document is a pure function of this. `payBy` is absent when no money is agreed. */
export const agreementTerms = z.object({
  offerNo,
  caseId: z.uuid(),
  orderId: id,
  /** Pseudonym; names stand nowhere in the document. */
  customer: id,
  operator: bilingual,
  pack: z.object({ id, version: id }),
  amount: money,
  way: id,
  payBy: instant.optional(),
  remedy: z.object({ kind: remedyKind, title: bilingual }).optional(),
  agreedAt: instant,
  clauses: z.array(z.object({ id, version: z.int().positive(), text: bilingual })).min(1).max(50),
})
export type AgreementTerms = z.infer<typeof agreementTerms>
