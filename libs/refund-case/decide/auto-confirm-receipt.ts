import type { Decision } from '@recourse/kernel'
import type { AutoConfirmReceipt } from '../commands.js'
import { ReceiptAutoConfirmed, RefundCaseClosed } from '../events/index.js'
import type { OpenedCase } from '../state.js'

/** Sent when the pack's time is up; too early, too late or disputed is nothing to do. */
export const autoConfirmReceipt = ({ now }: AutoConfirmReceipt, state: OpenedCase): Decision => {
  const due = state.phase === 'receipt' && !state.receiptDisputed && state.autoConfirmAt !== undefined && now >= state.autoConfirmAt
  return due ? [ReceiptAutoConfirmed({}), RefundCaseClosed({ outcome: 'paid' })] : []
}
