import type { Decision } from '@recourse/kernel'
import type { AllocateRefund } from '../commands.js'
import { RefundAllocated } from '../events/index.js'
import { planOf } from '../legs.js'
import { refuse } from '../refusals.js'
import { reservedFor, type RecordedOrder } from '../state.js'
import { currencyDiffers, notPositive } from './guards.js'

/** Once what was approved is reserved. The plan stands from the first money on; until then another approval makes another. */
export const allocateRefund = ({ caseId, amount }: AllocateRefund, order: RecordedOrder): Decision => {
  const refusal = notPositive(amount) ?? currencyDiffers(amount, order.paid)
  if (refusal) return refusal
  const { parts = [], payouts = {} } = order.claims[caseId] ?? {}
  const allocated_minor = parts.reduce((sum, part) => sum + part.amount.minor, 0)
  if (allocated_minor === amount.minor) return []
  if (Object.keys(payouts).length > 0) return refuse('AlreadyAllocated', { allocated_minor })
  const reserved = reservedFor(order, caseId)
  if (amount.minor > reserved.minor) return refuse('AmountAboveReservation', { reserved })
  const plan = planOf(order, caseId, amount)
  return plan ? [RefundAllocated({ caseId, parts: [...plan] })] : refuse('PaymentsDoNotCover', { amount })
}
