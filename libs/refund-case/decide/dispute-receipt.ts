import type { Decision } from '@recourse/kernel'
import type { DisputeReceipt } from '../commands.js'
import { ReceiptDisputed } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { notIn } from './guards.js'
import { dayAfter } from './payout-query-ladder.js'
import { openStage, type Rules } from './stage-opening.js'

/**
 * "Nothing came": the case stays open until the customer has the money or the channel says that it came back. Said again on another day it is news again, and the
 * channel is asked again.
 */
export const disputeReceipt = ({ reason, now }: DisputeReceipt, state: OpenedCase, rules: Rules): Decision =>
  notIn(state, 'receipt')
  ?? (state.receiptDisputed && now < dayAfter(state.receiptDisputedAt!) ? [] : [ReceiptDisputed({ ...(reason ? { reason } : {}), opens: openStage(rules, 'receipt', now) })])
