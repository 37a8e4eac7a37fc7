import type { Decision } from '@recourse/kernel'
import type { ReserveRefund } from '../commands.js'
import { RefundReserved } from '../events/index.js'
import { refuse } from '../refusals.js'
import { restOf, type RecordedOrder } from '../state.js'
import { currencyDiffers, notPositive } from './guards.js'

/** A case reserves once: the same amount again is nothing to do, after that its claim only shrinks, settles or is released. */
export const reserveRefund = ({ caseId, amount }: ReserveRefund, order: RecordedOrder): Decision => {
  const refusal = notPositive(amount) ?? currencyDiffers(amount, order.paid)
  if (refusal) return refusal
  const held = order.claims[caseId]
  if (held) return held.reserved_minor === amount.minor ? [] : refuse('AlreadyReserved', { reserved_minor: held.reserved_minor })
  const rest = restOf(order)
  return amount.minor > rest.minor ? refuse('AmountAboveRest', { rest }) : [RefundReserved({ caseId, amount })]
}
