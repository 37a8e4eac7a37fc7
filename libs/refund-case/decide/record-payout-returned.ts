import { addMilliseconds, isRefusal, type Decision, type Refusal } from '@recourse/kernel'
import type { RecordPayoutReturned } from '../commands.js'
import { ClawbackSettled, PayoutConfirmed, PayoutReturned } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase, Payout } from '../state.js'
import { recordPayoutConfirmed } from './record-payout-confirmed.js'
import { openStage, type Rules } from './stage-opening.js'

const DAY_ms = 86_400_000

/**
 * Success is reversible: the money came back, also after the case was closed, and is owed again; unless it was to be claimed back, which is settled then. Where nobody had known that it left, both are recorded at
 * once, so that it never passes for paid; and nothing, where it was not owed under this number: then nothing is to be claimed back either.
 */
export const recordPayoutReturned = (command: RecordPayoutReturned, state: OpenedCase, rules: Rules): Decision => {
  const { payoutNo, code, returnedAt, facts, now } = command
  const payout = state.payouts[payoutNo]
  if (!payout) return refuse('UnknownPayout', { payoutNo })
  if (payout.status === 'returned' || payout.status === 'recovered') return []
  const unbelieved = facts?.tellsReturns && notBelieved(facts.channelSays, payoutNo)
  if (unbelieved) return unbelieved
  const impossible = facts && timeImpossible(command, payout)
  if (impossible) return impossible
  if (payout.status === 'surplus') return [ClawbackSettled({ payoutNo, returnedAt, code })]
  const returned = PayoutReturned({ payoutNo, code, returnedAt, opens: openStage(rules, 'payout', now) })
  if (payout.status === 'confirmed') return [returned]
  const left = leavingOf(command, state, rules) ?? refuse('PayoutNotConfirmed', { payoutNo, status: payout.status })
  if (isRefusal(left)) return left
  return left.some(({ type }) => type === PayoutConfirmed.type) ? [...left, returned] : []
}

/** Nobody can take back a return that was recorded by mistake: where the channel can tell, its word is waited for. */
const notBelieved = (channelSays: string, payoutNo: number): Refusal | undefined => {
  if (channelSays === 'succeeded') return refuse('ChannelSaysPaid', { payoutNo })
  return ['unknown', 'deferred'].includes(channelSays) ? refuse('ChannelSilent', { payoutNo }) : undefined
}

/** A person may be wrong about when it was; their statement may tell the day only. */
const timeImpossible = ({ returnedAt, now }: RecordPayoutReturned, { settledAt = returnedAt }: Payout): Refusal | undefined =>
  returnedAt > now || returnedAt < addMilliseconds(settledAt, -DAY_ms) ? refuse('ReturnTimeImpossible', { paidAt: settledAt, now }) : undefined

const leavingOf = ({ leftUnseen, ...command }: RecordPayoutReturned, state: OpenedCase, rules: Rules): Decision | undefined =>
  leftUnseen && recordPayoutConfirmed({ ...command, type: 'RecordPayoutConfirmed', ...leftUnseen, settledAt: command.returnedAt }, state, rules)
