import type { Decision } from '@recourse/kernel'
import type { MarkPayoutLate } from '../commands.js'
import { PayoutLate } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { isKept } from './promises.js'

/** Sent when the time of a promise is up; one that was kept, moved, or is known to be broken is nothing to do. */
export const markPayoutLate = ({ promise, dueAt, now }: MarkPayoutLate, state: OpenedCase): Decision => {
  const broken = state.phase === 'payout' && state.promises?.[promise] === dueAt && now >= dueAt && !state.latePromises.includes(promise) && !isKept(promise, state)
  return broken ? [PayoutLate({ promise, dueAt })] : []
}
