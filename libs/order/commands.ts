import type { Command, Instant, Money, PersonalData } from '@recourse/kernel'
import type { DeliveryStatus, OrderItem, PaymentLeg, Prepaid } from './events/index.js'

/** The shop's feed. The same content again is nothing to do, so a batch can be sent twice. */
export type RecordOrder = Command<'RecordOrder', {
  readonly orderId: string
  readonly placedAt: Instant
  /** Pseudonym of the buyer. */
  readonly customer: string
  readonly paid: Money
  /** Their amounts add up to `paid`. */
  readonly paymentLegs: PaymentLeg[]
  readonly items?: OrderItem[]
  readonly country?: string
  /** Of what is paid before it is had. */
  readonly prepaid?: Prepaid
  /** Of the customer. Fields: payerName. */
  readonly personal?: PersonalData
}>
/** `at` = when the status was true; one older than what is known is nothing to do. */
export type UpdateDelivery = Command<'UpdateDelivery', { readonly status: DeliveryStatus; readonly eta?: Instant; readonly at: Instant }>
/** `round` counts the case's appeals (default 0): each opens the case anew, so each may reserve once. */
export type ReserveRefund = Command<'ReserveRefund', { readonly caseId: string; readonly amount: Money; readonly round?: number }>
/** `amount` is what stays reserved. */
export type ReduceReservation = Command<'ReduceReservation', { readonly caseId: string; readonly amount: Money; readonly reason: string }>
/** A round that was followed by another has nothing left to release. */
export type ReleaseReservation = Command<'ReleaseReservation', { readonly caseId: string; readonly reason: string; readonly round?: number }>
/** `reference` of the payment that the refund went back over. */
export type SettleRefund = Command<'SettleRefund', { readonly caseId: string; readonly payoutNo: number; readonly amount: Money; readonly reference?: string }>
export type ReverseSettlement = Command<'ReverseSettlement', { readonly caseId: string; readonly payoutNo: number }>
/** Splits what was approved, and is reserved, over the order's payments. */
export type AllocateRefund = Command<'AllocateRefund', { readonly caseId: string; readonly amount: Money }>
/** What the channel wants of refunds of one payment; `null` = it has no such rule. */
export interface TurnRules {
  readonly minimumSpacing_ms: number
  readonly maxRefunds: number | null
  /** From the day of the order. */
  readonly window_days: number | null
}
export type TakePayoutTurn = Command<'TakePayoutTurn', {
  readonly caseId: string
  readonly payoutNo: number
  readonly channel: string
  /** Of the payment. */
  readonly reference: string
  readonly at: Instant
  readonly rules: TurnRules
}>

export type OrderCommand = RecordOrder | UpdateDelivery | ReserveRefund | ReduceReservation | ReleaseReservation | SettleRefund | ReverseSettlement | AllocateRefund | TakePayoutTurn
