import { assertNever, type Decider, type Decision } from '@recourse/kernel'
import type { OrderCommand } from './commands.js'
import { allocateRefund } from './decide/allocate-refund.js'
import { recordOrder } from './decide/record-order.js'
import { reduceReservation } from './decide/reduce-reservation.js'
import { releaseReservation } from './decide/release-reservation.js'
import { reserveRefund } from './decide/reserve-refund.js'
import { reverseSettlement } from './decide/reverse-settlement.js'
import { settleRefund } from './decide/settle-refund.js'
import { takePayoutTurn } from './decide/take-payout-turn.js'
import { updateDelivery } from './decide/update-delivery.js'
import { evolve } from './evolve.js'
import { orderPermissions } from './permissions.js'
import { refuse } from './refusals.js'
import { NO_ORDER, type Order } from './state.js'

const decide = (command: OrderCommand, order: Order): Decision => {
  if (command.type === 'RecordOrder') return recordOrder(command, order)
  if (!order.recorded) return refuse('UnknownOrder')
  switch (command.type) {
    case 'UpdateDelivery': return updateDelivery(command, order)
    case 'ReserveRefund': return reserveRefund(command, order)
    case 'ReduceReservation': return reduceReservation(command, order)
    case 'ReleaseReservation': return releaseReservation(command, order)
    case 'SettleRefund': return settleRefund(command, order)
    case 'ReverseSettlement': return reverseSettlement(command, order)
    case 'AllocateRefund': return allocateRefund(command, order)
    case 'TakePayoutTurn': return takePayoutTurn(command, order)
    default: return assertNever(command)
  }
}

/** Stream `order-<tenant>.<orderStreamId(tenant, orderId)>`. Always: reserved + settled over all cases ≤ paid. */
export const orderDecider: Decider<Order, OrderCommand> = { category: 'order', initial: NO_ORDER, permissions: orderPermissions, decide, evolve }
