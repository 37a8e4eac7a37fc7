import { money, type Decision } from '@recourse/kernel'
import type { ReserveRefund } from '../commands.js'
import { RefundReservationReleased, RefundReserved } from '../events/index.js'
import { refuse } from '../refusals.js'
import { reservedFor, restOf, type RecordedOrder } from '../state.js'
import { currencyDiffers, notPositive } from './guards.js'

/**
 * A case reserves once a round: the same amount again is nothing to do, after that its claim only shrinks, settles or is released.
 * What it still holds of a round before, because the release of that one is on its way, is released first.
 */
export const reserveRefund = ({ caseId, amount, round = 0 }: ReserveRefund, order: RecordedOrder): Decision => {
  const refusal = notPositive(amount) ?? currencyDiffers(amount, order.paid)
  if (refusal) return refusal
  const held = order.claims[caseId]
  if (held && held.round >= round) return held.reserved_minor === amount.minor ? [] : refuse('AlreadyReserved', { reserved_minor: held.reserved_minor })
  const before = reservedFor(order, caseId)
  const rest = money(restOf(order).minor + before.minor, order.paid.currency)
  if (amount.minor > rest.minor) return refuse('AmountAboveRest', { rest })
  const released = before.minor > 0 ? [RefundReservationReleased({ caseId, amount: before, reason: 'APPEALED', ...roundOf(held?.round ?? 0) })] : []
  return [...released, RefundReserved({ caseId, amount, ...roundOf(round) })]
}

/** The first round goes without saying. */
export const roundOf = (round: number): { round?: number } => (round > 0 ? { round } : {})
