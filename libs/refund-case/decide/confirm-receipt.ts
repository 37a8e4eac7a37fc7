import type { Decision } from '@recourse/kernel'
import type { ConfirmReceipt } from '../commands.js'
import { ReceiptConfirmed, RefundCaseClosed } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { notIn } from './guards.js'

export const confirmReceipt = (_: ConfirmReceipt, state: OpenedCase): Decision =>
  state.outcome === 'paid' ? [] : notIn(state, 'receipt') ?? [ReceiptConfirmed({}), RefundCaseClosed({ outcome: 'paid' })]
