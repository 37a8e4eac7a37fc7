import { z } from 'zod'
import { REFUND_NUMBER } from '../port.js'

const minor = z.number().int().refine(Number.isSafeInteger)
const currency = z.string().regex(/^[A-Z]{3}$/)
const amount = z.strictObject({ minor, currency })

const payee = z.strictObject({
  accountName: z.string().max(128),
  accountNo: z.string().min(1).max(64),
  bankCode: z.string().regex(/^\d{12}$/).optional(),
})

/** Body of `POST /refunds`. */
export const refundBody = z.strictObject({
  outRefundNo: z.string().regex(REFUND_NUMBER),
  paymentReference: z.string().min(1).max(128),
  amount,
  paid: z.strictObject({ minor: minor.positive(), currency }),
  payee: payee.optional(),
  reason: z.string().max(256),
  notifyUrl: z.url().max(256).optional(),
})

export type RefundBody = z.infer<typeof refundBody>

const channelReference = z.string().min(1)
const code = z.string().min(1)
const instant = z.iso.datetime()

/** Body of every answer about a refund. */
export const refundState = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('not-found') }),
  z.object({ outcome: z.literal('pending'), channelReference }),
  z.object({ outcome: z.literal('succeeded'), channelReference, settledAt: instant, amount }),
  z.object({ outcome: z.literal('failed'), code }),
  z.object({ outcome: z.literal('abnormal'), channelReference, code }),
  z.object({ outcome: z.literal('returned'), channelReference, returnedAt: instant, code }),
])

export type RefundState = z.infer<typeof refundState>

const movement = z.object({
  seq: z.number().int(),
  outRefundNo: z.string(),
  paymentReference: z.string(),
  channelReference,
  direction: z.enum(['out', 'back']),
  amount,
  at: instant,
})

/** Money that moved, in the order in which it moved: `out` to a payee, `back` when a bank returned it. */
export type Movement = z.infer<typeof movement>

/** Body of `GET /ledger?after=SEQ`, at most 1,000 movements, and of `GET /statements/YYYY-MM-DD`, all of the day. */
export const movementList = z.object({ movements: z.array(movement) })

/** Body of a notice. It says of which refund there is news, and nothing else. */
export const noticeBody = z.strictObject({ noticeId: z.string().min(1), outRefundNo: z.string().regex(REFUND_NUMBER), paymentReference: z.string().min(1).max(128) })

export type NoticeBody = z.infer<typeof noticeBody>
