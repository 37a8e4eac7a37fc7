import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, outcomeOfDecision as outcome } from '@recourse/kernel'
import { customerSteps } from '../customer-steps.js'
import { unpaidPayoutNo } from '../state.js'
import { CASE_ID, closedPaid, cny, command, confirmPayout, failPayout, inPayout, inReceipt, inReview, people, requestPayout, resubmitPayout, stateOf, T0 } from '../testing.js'

const submit = (payoutNo: number) => command('RecordPayoutSubmitted', { payoutNo, channelReference: 'ref' })
const unknown = (payoutNo: number) => command('RecordPayoutUnknown', { payoutNo, cause: 'TIMEOUT' })
const returned = (payoutNo: number) => command('RecordPayoutReturned', { payoutNo, code: 'ACCOUNT_CLOSED', returnedAt: T0 })
const correct = (payoutNo: number, channel = 'SANDBOX', by = people.financeMaker) => 
  command('CorrectPayoutDetails', { payoutNo, channel, consent: { how: 'RECORDED_CALL', reference: 'call-7' } }, { by })
const resubmit = (payoutNo: number, reserved = 10_000, by = people.financeChecker) => resubmitPayout(payoutNo, reserved, { by })

const paying = () => inPayout().given(requestPayout(10_000))
const failed = () => paying().given(failPayout(1))

describe('the intent to pay', () => {
  it('fixes payout number and refund number before any channel is called', () => {
    expect(inPayout().when(requestPayout(10_000))).toMatchObject([
      { type: 'PayoutRequested', data: { payoutNo: 1, outRefundNo: `${CASE_ID}-1`, amount: cny(10_000), channel: 'SANDBOX' } },
    ])
  })

  it('names the payment that it goes back over, for ever', () => {
    const stream = inPayout().given(command('RequestPayout', { amount: cny(10_000), channel: 'SANDBOX', paymentReference: 'pay-1', facts: { reserved: cny(10_000) } }))
    expect(stateOf(stream).payouts[1]).toMatchObject({ paymentReference: 'pay-1' })
    stream.given(failPayout(1), correct(1, 'BANK'))
    expect(stream.when(resubmit(1))).toMatchObject([{ type: 'PayoutRequested', data: { payoutNo: 2, channel: 'BANK', paymentReference: 'pay-1' } }])
  })

  it('may pay the approval in parts, one after the other', () => {
    const stream = inPayout().given(requestPayout(4_000), confirmPayout(1, 4_000))
    expect(stateOf(stream).phase).toBe('payout')
    expect(outcome(stream.when(requestPayout(6_001)))).toBe('refused: AmountAboveApproval')
    stream.given(requestPayout(6_000), confirmPayout(2, 6_000))
    expect(stateOf(stream).phase).toBe('receipt')
  })

  it('means the part that waits at its channel before one that came back meanwhile: nothing else can be sent until then', () => {
    const abnormal = command('RecordPayoutAbnormal', { payoutNo: 2, code: 'PAYEE_UNREACHABLE', channelReference: 'r' })
    const stream = inPayout().given(requestPayout(4_000), confirmPayout(1, 4_000), requestPayout(6_000), abnormal, returned(1), correct(1))
    expect(outcome(stream.when(resubmit(1)))).toBe('refused: PayoutOpen')
    expect(unpaidPayoutNo(stateOf(stream))).toBe(2)
    stream.given(correct(2), resubmit(2), confirmPayout(2, 6_000))
    expect(unpaidPayoutNo(stateOf(stream))).toBe(1)
    expect(outcome(stream.when(resubmit(1)))).toEqual(['PayoutRequested'])
  })

  it.each([
    ['AmountAboveApproval', inPayout(), requestPayout(10_001)],
    ['AmountNotPositive', inPayout(), requestPayout(0)],
    ['CurrencyDiffers', inPayout(), command('RequestPayout', { amount: { minor: 1, currency: 'GBP' }, channel: 'SANDBOX', facts: { reserved: cny(1) } })],
    ['AmountAboveReservation', inPayout(), command('RequestPayout', { amount: cny(10_000), channel: 'SANDBOX', facts: { reserved: cny(9_999) } })],
    ['PayoutOpen', paying(), requestPayout(10_000)],
    ['PayoutOpen', paying().given(unknown(1)), requestPayout(10_000)],
    ['CorrectionNeeded', failed(), requestPayout(10_000)],
    ['WrongPhase', inReview(), requestPayout(1)],
  ])('is refused: %s', (code, stream, request) => {
    expect(outcome(stream.when(request))).toBe(`refused: ${code}`)
  })
})

describe('an outcome that is not known', () => {
  it('is asked about on a ladder, never paid anew', () => {
    const stream = paying()
    const waits = Array.from({ length: 11 }, () => {
      const [event] = stream.when(unknown(1)) as unknown as { data: { queryAfter: string } }[]
      return (Date.parse(event!.data.queryAfter) - Date.parse(T0)) / 60_000
    })
    expect(waits).toEqual([1, 1, 1, 1, 1, 5, 10, 20, 30, 1_440, 1_440])
    expect(stateOf(stream).payouts[1]).toMatchObject({ status: 'unknown', attempts: 11 })
    expect(outcome(stream.when(resubmit(1)))).toBe('refused: PayoutNotFailed')
    expect(outcome(stream.when(correct(1)))).toBe('refused: PayoutNotFailed')
  })

  it('ends in days between questions, so that no case runs full', () => {
    const stream = paying().given(...Array.from({ length: 30 }, () => unknown(1)))
    expect(stream.when(unknown(1))).toMatchObject([{ data: { attempt: 31, queryAfter: addMilliseconds(T0, 86_400_000) } }])
  })

  it('may still turn out well or badly', () => {
    expect(outcome(paying().given(unknown(1)).when(confirmPayout(1, 10_000)))).toEqual(['PayoutConfirmed'])
    expect(outcome(paying().given(unknown(1)).when(failPayout(1)))).toEqual(['PayoutFailed'])
    expect(outcome(paying().given(unknown(1)).when(submit(1)))).toEqual(['PayoutSubmitted'])
  })
})

describe('the channel\'s word', () => {
  it('of acceptance is not yet money', () => {
    const stream = paying()
    expect(stream.when(submit(1))).toMatchObject([{ type: 'PayoutSubmitted', data: { queryAfter: addMilliseconds(T0, 60_000) } }])
    expect(stateOf(stream).phase).toBe('payout')
    expect(outcome(stream.when(submit(1)))).toEqual([])
  })

  it('of success opens the wait for the customer\'s word', () => {
    const stream = paying().given(submit(1))
    expect(stream.when(confirmPayout(1, 10_000))).toMatchObject([
      { type: 'PayoutConfirmed', data: { autoConfirmAt: '2026-03-05T15:59:59.999Z', opens: { stage: 'receipt', role: 'agent' } } },
    ])
    expect(outcome(stream.when(confirmPayout(1, 10_000)))).toEqual([])
  })

  it('of success closes the case at once when the pack asks for no receipt', () => {
    const stream = inPayout({ receipt: { mode: 'none' } }).given(requestPayout(10_000))
    expect(outcome(stream.when(confirmPayout(1, 10_000)))).toEqual(['PayoutConfirmed', 'RefundCaseClosed'])
    expect(stateOf(stream)).toMatchObject({ phase: 'closed', outcome: 'paid', paidAt: T0 })
    expect(outcome(stream.when(confirmPayout(1, 10_000)))).toEqual([])
    expect(outcome(stream.when(unknown(1)))).toEqual([])
  })

  it('must name the amount that was asked for: PayoutAmountDiffers', () => {
    expect(outcome(paying().when(confirmPayout(1, 9_999)))).toBe('refused: PayoutAmountDiffers')
  })

  it('is final: PayoutAlreadyFinal', () => {
    expect(outcome(inReceipt().when(failPayout(1)))).toBe('refused: PayoutAlreadyFinal')
    expect(outcome(failed().when(failPayout(1)))).toEqual([])
  })

  it.each([
    ['submitted', submit(7)], ['unknown', unknown(7)], ['abnormal', command('RecordPayoutAbnormal', { payoutNo: 7, code: 'X', channelReference: 'r' })],
    ['deferred', command('RecordPayoutDeferred', { payoutNo: 7, until: T0, cause: 'QUOTA' })], ['confirmed', confirmPayout(7, 1)], ['failed', failPayout(7)],
    ['returned', returned(7)], ['corrected', correct(7)], ['resubmitted', resubmit(7)],
  ])('is about a payout of the case: UnknownPayout when %s', (_, news) => {
    expect(outcome(paying().when(news))).toBe('refused: UnknownPayout')
  })
})

describe('a payout that failed', () => {
  it('is corrected by one person and resubmitted by another, under the same number while that can move money (LS10)', () => {
    const stream = failed().given(correct(1))
    expect(stream.when(resubmit(1))).toMatchObject([{ type: 'PayoutResubmitted', data: { payoutNo: 1 } }])
    expect(stateOf(stream).payouts).toEqual({ 1: expect.objectContaining({ status: 'requested', outRefundNo: `${CASE_ID}-1`, attempts: 0 }) })
    expect(outcome(stream.when(resubmit(1)))).toBe('refused: PayoutNotFailed')
    stream.given(failPayout(1))
    expect(outcome(stream.when(resubmit(1)))).toBe('refused: CorrectionNeeded')
    stream.given(correct(1), resubmit(1), confirmPayout(1, 10_000))
    expect(stateOf(stream).phase).toBe('receipt')
  })

  it('is resubmitted under the next number once it goes another way (LS10)', () => {
    const stream = failed().given(correct(1, 'BANK'))
    expect(stream.when(resubmit(1))).toMatchObject([{ data: { payoutNo: 2, outRefundNo: `${CASE_ID}-2`, amount: cny(10_000), channel: 'BANK', resubmits: 1 } }])
    expect(outcome(stream.when(resubmit(1)))).toBe('refused: PayoutNotFailed')
    expect(outcome(stream.when(correct(1)))).toBe('refused: PayoutNotFailed')
    expect(outcome(stream.when(confirmPayout(2, 10_000)))).toEqual(['PayoutConfirmed'])
  })

  it('may be corrected by the customer', () => {
    expect(outcome(failed().when(correct(1, 'SANDBOX', people.customer as never)))).toEqual(['PayoutDetailsCorrected'])
  })

  it('is not resubmitted before it is corrected: CorrectionNeeded', () => {
    expect(outcome(failed().when(resubmit(1)))).toBe('refused: CorrectionNeeded')
  })

  it('is not resubmitted by who corrected it: ResubmitterIsCorrector', () => {
    const both = { id: people.financeMaker.id, roles: ['finance-maker', 'finance-checker'] } as never
    expect(outcome(failed().given(correct(1)).when(resubmit(1, 10_000, both)))).toBe('refused: ResubmitterIsCorrector')
  })

  it('is resubmitted by naming the correction that was seen: CorrectionNotNamed, CorrectionChanged', () => {
    const confirm = (correctionVersion?: number) => command('ResubmitPayout', { payoutNo: 1, correctionVersion, facts: { reserved: cny(10_000) } })
    const stream = failed().given(correct(1))
    const seen = stateOf(stream).payouts[1]!.correction!.version
    expect(seen).toBe(stream.events.at(-1)!.version)
    expect(outcome(stream.when(confirm()))).toBe('refused: CorrectionNotNamed')
    stream.given(correct(1))
    expect(stream.when(confirm(seen))).toMatchObject({ code: 'CorrectionChanged', details: { correctionVersion: seen + 1 } })
    expect(outcome(stream.when(confirm(seen + 1)))).toEqual(['PayoutResubmitted'])
  })

  it('names no correction where nothing was corrected: CorrectionChanged', () => {
    const stream = paying().given(command('RecordPayoutFailed', { payoutNo: 1, code: 'REFUND_CLOSED', correctable: false, anew: true }))
    expect(outcome(stream.when(command('ResubmitPayout', { payoutNo: 1, correctionVersion: 3, facts: { reserved: cny(10_000) } })))).toBe('refused: CorrectionChanged')
  })

  it('is not resubmitted beyond the reservation: AmountAboveReservation', () => {
    expect(outcome(failed().given(correct(1)).when(resubmit(1, 9_999)))).toBe('refused: AmountAboveReservation')
  })

  it('needs another way when better details do not help: PayoutNotCorrectable', () => {
    const stream = paying().given(failPayout(1, false))
    expect(outcome(stream.when(correct(1)))).toBe('refused: PayoutNotCorrectable')
    expect(outcome(stream.when(correct(1, 'BANK')))).toEqual(['PayoutDetailsCorrected'])
  })

  it('goes unchanged over the same channel, under a new number, where only the number is dead', () => {
    const stream = paying().given(command('RecordPayoutFailed', { payoutNo: 1, code: 'REFUND_CLOSED', correctable: false, anew: true }))
    expect(stream.when(resubmit(1, 10_000))).toMatchObject([{ type: 'PayoutRequested', data: { payoutNo: 2, resubmits: 1, channel: 'SANDBOX', outRefundNo: `${CASE_ID}-2` } }])
  })
})

describe('money that was not sent', () => {
  const defer = (cause: 'SPACING' | 'CHANNEL_STOPPED', until_ms: number, now = T0) =>
    command('RecordPayoutDeferred', { payoutNo: 1, until: addMilliseconds(now, until_ms), cause }, { now })

  it('is not unknown: it keeps its status, and its spacing says when it is sent', () => {
    const stream = paying()
    expect(stream.when(defer('SPACING', 3_000))).toMatchObject([{ type: 'PayoutDeferred', data: { payoutNo: 1, cause: 'SPACING', until: addMilliseconds(T0, 3_000) } }])
    expect(stateOf(stream).payouts[1]).toMatchObject({ status: 'requested', attempts: 0 })
    expect(outcome(stream.when(defer('SPACING', 3_000)))).toEqual([])
  })

  it('waits no longer than its turn, however many refunds of the payment go before it', () => {
    const stream = paying()
    let now = T0
    const waits = Array.from({ length: 51 }, () => {
      const [event] = stream.when(defer('SPACING', 60_000, now)) as unknown as { data: { until: string } }[]
      const minutes = (Date.parse(event!.data.until) - Date.parse(now)) / 60_000
      now = event!.data.until
      return minutes
    })
    expect(waits.slice(0, 50)).toEqual(Array(50).fill(1))
    expect(waits[50]).toBeGreaterThanOrEqual(1_440)
  })

  it('climbs the ladder while its channel stands still, and leaves that of the questions alone', () => {
    const stream = paying().given(unknown(1))
    let now = T0
    const waits = Array.from({ length: 11 }, () => {
      const [event] = stream.when(defer('CHANNEL_STOPPED', 1_000, now)) as unknown as { data: { until: string } }[]
      const minutes = (Date.parse(event!.data.until) - Date.parse(now)) / 60_000
      now = event!.data.until
      return minutes
    })
    expect(waits).toEqual([1, 1, 1, 1, 1, 5, 10, 20, 30, 1_440, 1_440])
    expect(stateOf(stream).payouts[1]).toMatchObject({ status: 'unknown', attempts: 1, deferral: { cause: 'CHANNEL_STOPPED' }, deferrals: 11 })
    expect(stream.when(unknown(1))).toMatchObject([{ data: { attempt: 2, queryAfter: addMilliseconds(T0, 60_000) } }])
    expect(stateOf(stream).payouts[1]!.deferral).toBeUndefined()
  })

  it('has no outcome that could be put off', () => {
    expect(outcome(failed().when(defer('SPACING', 1)))).toEqual([])
    expect(outcome(inReceipt().when(defer('SPACING', 1)))).toEqual([])
  })
})

describe('money that waits at the channel', () => {
  const abnormal = (now = T0) => command('RecordPayoutAbnormal', { payoutNo: 1, code: 'PAYEE_UNREACHABLE', channelReference: 'ref' }, { now })
  const waiting = () => paying().given(abnormal())
  const daily = addMilliseconds(T0, 86_400_000)

  it('is corrected and resubmitted under the same number, on the same channel only: MoneyWaitsAtChannel', () => {
    const stream = waiting()
    expect(stateOf(stream).payouts[1]).toMatchObject({ status: 'abnormal' })
    expect(outcome(stream.when(requestPayout(10_000)))).toBe('refused: PayoutOpen')
    expect(outcome(stream.when(correct(1, 'BANK')))).toBe('refused: MoneyWaitsAtChannel')
    stream.given(correct(1))
    expect(stream.when(resubmit(1))).toMatchObject([{ type: 'PayoutResubmitted', data: { payoutNo: 1 } }])
  })

  it('is sent to the corrected payee though an answer from before is recorded only then', () => {
    const stream = waiting().given(correct(1), resubmit(1))
    expect(outcome(stream.when(abnormal(daily)))).toEqual([])
    expect(stateOf(stream).payouts[1]!.status).toBe('requested')
    expect(outcome(stream.given(command('RecordPayoutSubmitted', { payoutNo: 1, channelReference: 'ref' })).when(abnormal(daily)))).toEqual(['PayoutAbnormal'])
  })

  it('goes nowhere else because the corrected payee is wrong again: the channel still has it', () => {
    const stream = waiting().given(correct(1), resubmit(1), failPayout(1))
    expect(outcome(stream.when(correct(1, 'BANK')))).toBe('refused: MoneyWaitsAtChannel')
    stream.given(correct(1))
    expect(stream.when(resubmit(1))).toMatchObject([{ type: 'PayoutResubmitted', data: { payoutNo: 1 } }])
  })

  it('is asked about every day, because somebody may redirect it at the channel: a late success pays the case', () => {
    const stream = paying()
    expect(stream.when(abnormal())).toMatchObject([{ type: 'PayoutAbnormal', data: { queryAfter: daily } }])
    expect(outcome(stream.when(abnormal()))).toEqual([])
    expect(stream.when(command('RecordPayoutUnknown', { payoutNo: 1, cause: 'timeout' }, { now: daily }))).toMatchObject([{ data: { queryAfter: addMilliseconds(daily, 86_400_000) } }])
    expect(stateOf(stream).payouts[1]!.status).toBe('abnormal')
    expect(outcome(stream.when(abnormal(addMilliseconds(daily, 86_400_000))))).toEqual(['PayoutAbnormal'])
    expect(outcome(stream.when(confirmPayout(1, 10_000)))).toEqual(['PayoutConfirmed'])
    expect(outcome(stream.given(returned(1)).when(correct(1, 'BANK')))).toEqual(['PayoutDetailsCorrected'])
  })

  it('may fail in the end, and is then paid under another number', () => {
    expect(outcome(waiting().given(failPayout(1, false)).when(correct(1, 'BANK')))).toEqual(['PayoutDetailsCorrected'])
  })

  it('is no news of what is final', () => {
    expect(outcome(failed().when(abnormal()))).toBe('refused: PayoutAlreadyFinal')
    expect(outcome(inReceipt().when(abnormal()))).toBe('refused: PayoutAlreadyFinal')
  })
})

describe('a success that comes late', () => {
  const replaced = () => failed().given(correct(1, 'BANK'), resubmit(1))

  it('of a payout taken for failed is recorded: money is a fact', () => {
    const stream = failed()
    expect(outcome(stream.when(confirmPayout(1, 10_000)))).toEqual(['PayoutConfirmed'])
    expect(stateOf(stream).phase).toBe('receipt')
  })

  it('of one that was replaced is claimed back while the other may pay, or has paid; it is never counted as paid', () => {
    const stream = replaced()
    expect(stream.when(confirmPayout(1, 10_000))).toMatchObject([{ type: 'ClawbackRequested', data: { payoutNo: 1, amount: cny(10_000), channelReference: 'ref-1', settledAt: T0 } }])
    expect(stateOf(stream)).toMatchObject({ phase: 'payout', payouts: { 1: { status: 'surplus' }, 2: { status: 'requested' } } })
    expect(outcome(stream.when(confirmPayout(1, 10_000)))).toEqual([])
    expect(outcome(stream.when(failPayout(1)))).toBe('refused: PayoutAlreadyFinal')
    expect(outcome(stream.when(confirmPayout(2, 10_000)))).toEqual(['PayoutConfirmed'])
    expect(outcome(replaced().given(confirmPayout(2, 10_000)).when(confirmPayout(1, 10_000)))).toEqual(['ClawbackRequested'])
  })

  it('of one whose replacement failed is what was owed, also when it was to be claimed back', () => {
    for (const stream of [replaced().given(failPayout(2)), replaced().given(confirmPayout(1, 10_000), failPayout(2))]) {
      expect(stream.when(confirmPayout(1, 10_000))).toMatchObject([{ type: 'PayoutConfirmed', data: { payoutNo: 1, insteadOf: 2 } }])
      expect(stateOf(stream)).toMatchObject({ phase: 'receipt', payouts: { 1: { status: 'confirmed' }, 2: { status: 'failed', resubmittedAs: 1 } } })
      expect(outcome(stream.given(returned(1)).when(correct(2)))).toBe('refused: PayoutNotFailed')
    }
  })

  it('that comes back is settled, and never owed, paid or claimed again', () => {
    const stream = replaced().given(confirmPayout(1, 10_000))
    expect(stream.when(returned(1))).toMatchObject([{ type: 'ClawbackSettled', data: { payoutNo: 1, returnedAt: T0, code: 'ACCOUNT_CLOSED' } }])
    expect(stateOf(stream)).toMatchObject({ phase: 'payout', payouts: { 1: { status: 'recovered' }, 2: { status: 'requested' } } })
    for (const late of [returned(1), confirmPayout(1, 10_000)]) expect(outcome(stream.when(late))).toEqual([])
    expect(outcome(stream.when(failPayout(1)))).toBe('refused: PayoutAlreadyFinal')
    expect(outcome(stream.given(failPayout(2)).when(confirmPayout(1, 10_000)))).toEqual([])
    expect(outcome(stream.when(correct(1)))).toBe('refused: PayoutNotFailed')
    expect(outcome(stream.given(correct(2), resubmit(2)).when(confirmPayout(3, 10_000)))).toEqual(['PayoutConfirmed'])
  })

  it('of a case that was given up is claimed back', () => {
    const stream = closedPaid().given(command('EraseCustomer', {}), returned(1), correct(1), resubmit(1), failPayout(2), command('CloseUnpayable', {}))
    expect(outcome(stream.when(confirmPayout(2, 10_000)))).toEqual(['ClawbackRequested'])
    expect(stateOf(stream)).toMatchObject({ phase: 'closed', outcome: 'unpayable' })
  })
})

describe('money that came back', () => {
  it('needs a correction of its own: one from before it had arrived was for another failure', () => {
    const stream = failed().given(correct(1), confirmPayout(1, 10_000), returned(1))
    expect(outcome(stream.when(resubmit(1)))).toBe('refused: CorrectionNeeded')
  })

  it.each([['receipt', inReceipt], ['closed', closedPaid]])('opens the payout again from %s', (_, given) => {
    const stream = given()
    expect(outcome(stream.when(returned(1)))).toEqual(['PayoutReturned'])
    expect(stateOf(stream)).toMatchObject({ phase: 'payout', outcome: undefined, paidAt: undefined })
    expect(outcome(stream.when(returned(1)))).toEqual([])
    expect(outcome(stream.when(requestPayout(10_000)))).toBe('refused: CorrectionNeeded')
    stream.given(correct(1), resubmit(1), confirmPayout(2, 10_000), command('ConfirmReceipt', {}))
    expect(stateOf(stream)).toMatchObject({ phase: 'closed', outcome: 'paid' })
  })

  it.each([
    ['refused: ChannelSaysPaid', { channelSays: 'succeeded', tellsReturns: true }],
    [['PayoutReturned'], { channelSays: 'succeeded', tellsReturns: false }],
    [['PayoutReturned'], { channelSays: 'returned', tellsReturns: true }],
    ['refused: ChannelSilent', { channelSays: 'unknown', tellsReturns: true }],
    ['refused: ChannelSilent', { channelSays: 'deferred', tellsReturns: true }],
    [['PayoutReturned'], { channelSays: 'unknown', tellsReturns: false }],
    [['PayoutReturned'], { channelSays: 'failed', tellsReturns: true }],
  ])('is not believed against a channel that would say so: %s', (expected, facts) => {
    expect(outcome(inReceipt().when(command('RecordPayoutReturned', { payoutNo: 1, code: 'TRANSFER_RETURNED', returnedAt: T0, facts }, { by: people.financeMaker })))).toEqual(expected)
  })

  it('came back after it was paid and before now, as far as a statement of days can tell: ReturnTimeImpossible', () => {
    const facts = { channelSays: 'returned', tellsReturns: true }
    const seen = (days: number) => command('RecordPayoutReturned', { payoutNo: 1, code: 'TRANSFER_RETURNED', returnedAt: addMilliseconds(T0, days * 86_400_000), facts }, { by: people.financeMaker })
    expect([-2, -1, 0, 1].map((days) => outcome(inReceipt().when(seen(days))))).toEqual(['refused: ReturnTimeImpossible', ['PayoutReturned'], ['PayoutReturned'], 'refused: ReturnTimeImpossible'])
  })

  it('was confirmed before: PayoutNotConfirmed', () => {
    expect(outcome(paying().when(returned(1)))).toBe('refused: PayoutNotConfirmed')
  })

  const unseen = (payoutNo: number) =>
    command('RecordPayoutReturned', { payoutNo, code: 'ACCOUNT_CLOSED', returnedAt: T0, leftUnseen: { amount: cny(10_000), channelReference: 'r' } })

  it('before anybody knew that it had left never passes for paid: both are recorded at once', () => {
    const stream = paying().given(unknown(1))
    expect(outcome(stream.when(unseen(1)))).toEqual(['PayoutConfirmed', 'PayoutReturned'])
    expect(stateOf(stream)).toMatchObject({ phase: 'payout', paidAt: undefined, payouts: { 1: { status: 'returned' } } })
    expect(outcome(stream.when(unseen(1)))).toEqual([])
    const closesAtOnce = inPayout({ receipt: { mode: 'none' } }).given(requestPayout(10_000))
    expect(outcome(closesAtOnce.when(unseen(1)))).toEqual(['PayoutConfirmed', 'RefundCaseClosed', 'PayoutReturned'])
    expect(stateOf(closesAtOnce)).toMatchObject({ phase: 'payout', outcome: undefined })
  })

  it('under a number that was replaced is neither owed nor to be claimed back', () => {
    const stream = failed().given(correct(1, 'BANK'), resubmit(1))
    expect(outcome(stream.when(unseen(1)))).toEqual([])
    expect(outcome(stream.when(confirmPayout(2, 10_000)))).toEqual(['PayoutConfirmed'])
  })
})

describe('money that comes back to nobody', () => {
  const erasedThenReturned = () => closedPaid().given(command('EraseCustomer', {}), returned(1))
  const close = command('CloseUnpayable', {})

  it('ends the case of an erased customer, and is not called paid', () => {
    const stream = erasedThenReturned()
    expect(stream.when(close)).toMatchObject([{ type: 'RefundCaseClosed', data: { outcome: 'unpayable' } }])
    expect(stateOf(stream)).toMatchObject({ phase: 'closed', outcome: 'unpayable', erased: true })
    expect(customerSteps(stateOf(stream)).map(({ status }) => status).join(' ')).toBe('done done done done skipped')
  })

  it('waits for its customer while there is one: CustomerNotErased', () => {
    const stream = closedPaid().given(returned(1))
    expect(outcome(stream.when(close))).toBe('refused: CustomerNotErased')
  })

  it('is not given up while the channel still has it: MoneyWaitsAtChannel', () => {
    const abnormal = command('RecordPayoutAbnormal', { payoutNo: 2, code: 'PAYEE_UNREACHABLE', channelReference: 'r' })
    const stream = erasedThenReturned().given(correct(1), resubmit(1), abnormal, correct(2), resubmit(2), failPayout(2))
    expect(outcome(stream.when(close))).toBe('refused: MoneyWaitsAtChannel')
  })

  it('is not given up while it is on its way again', () => {
    const stream = erasedThenReturned().given(correct(1), resubmit(1))
    expect(outcome(stream.when(close))).toBe('refused: PayoutOpen')
  })
})
