import type { RecordedOrder } from '@recourse/order'
import type { LoadedCase } from './domain.js'

/** A payout, with what is needed to speak about it. */
export interface PayoutInHand extends LoadedCase {
  readonly payoutNo: number
  readonly order: RecordedOrder
}
