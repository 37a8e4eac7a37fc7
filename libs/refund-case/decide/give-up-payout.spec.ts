import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, outcomeOfDecision as outcome } from '@recourse/kernel'
import { DAY_ms, command, confirmPayout, failPayout, inPayout, people, requestPayout, resubmitPayout, stateOf, T0, type CaseStream } from '../testing.js'

const unknown = command('RecordPayoutUnknown', { payoutNo: 1, cause: 'REFUSED_BY_RULE' })
const stopped = (n: number) => command('RecordPayoutDeferred', { payoutNo: 1, until: T0, cause: 'CHANNEL_STOPPED' }, { now: addMilliseconds(T0, n * DAY_ms) })
const abnormal = command('RecordPayoutAbnormal', { payoutNo: 1, code: 'PAYEE_UNREACHABLE', channelReference: 'r' })
const giveUp = (channelSays: 'not-found' | 'failed' | 'pending' | 'no-channel' = 'not-found', by: typeof people.financeMaker | typeof people.financeChecker = people.financeMaker) =>
  command('GiveUpPayout', { payoutNo: 1, facts: { channelSays } }, { by })
const to = (channel: string) => command('CorrectPayoutDetails', { payoutNo: 1, channel, consent: { how: 'RECORDED_CALL', reference: 'call-7' } }, { by: people.financeMaker })

const paying = (): CaseStream => inPayout().given(requestPayout(10_000))
const refusedForEver = (): CaseStream => paying().given(unknown, unknown, unknown, unknown, unknown)

describe('a payout that the channel neither makes nor calls final', () => {
  it('is given up by a person, and paid another way by two', () => {
    const stream = refusedForEver()
    expect(stream.when(giveUp())).toMatchObject([{ type: 'PayoutFailed', data: { payoutNo: 1, code: 'GIVEN_UP', correctable: false } }])
    expect(outcome(stream.when(to('SANDBOX')))).toBe('refused: PayoutNotCorrectable')
    stream.given(to('BANK'))
    expect(stream.when(resubmitPayout(1, 10_000, { by: people.financeChecker }))).toMatchObject([{ type: 'PayoutRequested', data: { payoutNo: 2, channel: 'BANK', resubmits: 1 } }])
    expect(outcome(stream.given(confirmPayout(2, 10_000)).when(confirmPayout(1, 10_000)))).toEqual(['ClawbackRequested'])
  })

  it('may be one that was never sent, because its channel stands still', () => {
    const stream = paying().given(stopped(1), stopped(2), stopped(3), stopped(4), stopped(5))
    expect(stateOf(stream).payouts[1]).toMatchObject({ status: 'requested', attempts: 0 })
    expect(outcome(stream.when(giveUp('failed', people.financeChecker)))).toEqual(['PayoutFailed'])
  })

  it('is paid after all when its money came: a fact', () => {
    expect(outcome(refusedForEver().given(giveUp()).when(confirmPayout(1, 10_000)))).toEqual(['PayoutConfirmed'])
  })

  it.each([
    ['PayoutStillTried', paying().given(unknown, unknown, unknown, unknown), giveUp()],
    ['MoneyMayLeave', refusedForEver(), giveUp('pending')],
    ['ChannelTakenAway', refusedForEver(), giveUp('no-channel')],
    ['MoneyWaitsAtChannel', refusedForEver().given(abnormal), giveUp()],
    ['MoneyWaitsAtChannel', paying().given(abnormal, to('SANDBOX'), resubmitPayout(1, 10_000), unknown, unknown, unknown, unknown, unknown), giveUp()],
    ['PayoutAlreadyFinal', refusedForEver().given(failPayout(1)), giveUp()],
    ['PayoutAlreadyFinal', refusedForEver().given(confirmPayout(1, 10_000)), giveUp()],
    ['UnknownPayout', inPayout(), giveUp()],
    ['ReviewerIsRequester', refusedForEver(), command('GiveUpPayout', { payoutNo: 1, facts: { channelSays: 'not-found' } }, { by: { id: people.customer.id, roles: ['finance-maker'] } })],
  ])('is not given up: %s', (code, stream, command) => {
    expect(outcome(stream.when(command))).toBe(`refused: ${code}`)
  })
})
