import type { Permissions } from '@recourse/kernel'
import type { OrderCommand } from './commands.js'

/** Who may send what. Claims on an order are moved by services only, on behalf of a case. */
export const orderPermissions: Permissions<OrderCommand['type']> = {
  RecordOrder: ['importer', 'operations', 'service'],
  UpdateDelivery: ['importer', 'operations', 'service'],
  ReserveRefund: ['service'],
  ReduceReservation: ['service'],
  ReleaseReservation: ['service'],
  SettleRefund: ['service'],
  ReverseSettlement: ['service'],
  AllocateRefund: ['service'],
  TakePayoutTurn: ['service'],
}
