import type { Decision, Refusal } from '@recourse/kernel'
import type { GiveUpPayout } from '../commands.js'
import { PayoutFailed } from '../events/index.js'
import { refuse } from '../refusals.js'
import { GIVEN_UP, type OpenedCase, type Payout } from '../state.js'
import { reviewerIsRequester } from './guards.js'

/** Tries of the ladder's first rungs: until then the channel may just be busy. */
const FIRST_TRIES = 5

/**
 * The channel neither pays nor calls it final, or never gets it: a person takes the number for dead, and then chooses another way. Only while the channel says
 * itself that no money moves under it; before the next number is sent this one is asked about once more.
 */
export const giveUpPayout = ({ payoutNo, facts, actor }: GiveUpPayout, state: OpenedCase): Decision => {
  const payout = state.payouts[payoutNo]
  if (!payout) return refuse('UnknownPayout', { payoutNo })
  return reviewerIsRequester(actor.id, state)
    ?? notOpen(payoutNo, payout)
    ?? (triesOf(payout) < FIRST_TRIES ? refuse('PayoutStillTried', { tries: triesOf(payout), after: FIRST_TRIES }) : undefined)
    ?? (facts.channelSays === 'no-channel' ? refuse('ChannelTakenAway', { channel: payout.channel }) : undefined)
    ?? (['not-found', 'failed'].includes(facts.channelSays) ? undefined : refuse('MoneyMayLeave', { channelSays: facts.channelSays }))
    ?? [PayoutFailed({ payoutNo, code: GIVEN_UP, correctable: false })]
}

const notOpen = (payoutNo: number, { status, waits, channel }: Payout): Refusal | undefined => {
  if (waits) return refuse('MoneyWaitsAtChannel', { channel })
  return ['requested', 'submitted', 'unknown'].includes(status) ? undefined : refuse('PayoutAlreadyFinal', { payoutNo, status })
}

/** Questions without an outcome, or sendings that were put off. */
const triesOf = ({ attempts, deferrals = 0 }: Payout): number => Math.max(attempts, deferrals)
