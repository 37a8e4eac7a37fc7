import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, outcomeOfDecision as outcome } from '@recourse/kernel'
import type { RefundCaseCommand } from './commands.js'
import { commandAtDeadline, deadlinesOf, type RefundCaseDeadline } from './deadlines.js'
import type { RefundCaseEvent } from './events/index.js'
import { closedPaid, command, confirmPayout, failPayout, HOUR_ms, inPayout, inReceipt, inReview, people, requestPayout, resubmitPayout, T0, type CaseStream } from './testing.js'

/** The rows that a projection would hold after a stream. */
const waiting = (stream: CaseStream): RefundCaseDeadline[] => {
  const rows = new Map<string, RefundCaseDeadline>()
  for (const event of stream.events as RefundCaseEvent[]) {
    const { clear, set } = deadlinesOf(event)
    for (const name of clear) rows.delete(name)
    for (const deadline of set) rows.set(deadline.name, deadline)
  }
  return [...rows.values()]
}

const fire = (deadline: RefundCaseDeadline, now = deadline.dueAt) => {
  if (deadline.name === 'payoutQuery') throw new Error('an effect, not a command')
  const { type, ...fields } = commandAtDeadline(deadline)
  return command(type, fields as never, { now }) as RefundCaseCommand
}

const overdueAt = addMilliseconds(T0, 12 * HOUR_ms)

describe('deadlines', () => {
  it('of a stage are set when it opens and replaced when the next opens', () => {
    expect(waiting(inReview())).toEqual([{ name: 'stage', dueAt: overdueAt, data: { stage: 'review' } }])
    expect(waiting(inPayout())).toEqual([{ name: 'stage', dueAt: addMilliseconds(T0, 24 * HOUR_ms), data: { stage: 'payout' } }])
  })

  it('send commands that the case accepts, level after level, and then rest', () => {
    const stream = inReview()
    const seen: unknown[] = []
    for (let [due] = waiting(stream); due; [due] = waiting(stream)) seen.push([due.name, outcome(stream.when(fire(due)))])
    expect(seen).toEqual([['stage', ['StageOverdue', 'CaseEscalated']], ['escalation', ['CaseEscalated']]])
  })

  it('ask the channel again until there is an outcome', () => {
    const stream = inPayout().given(requestPayout(10_000), command('RecordPayoutSubmitted', { payoutNo: 1, channelReference: 'r' }))
    expect(waiting(stream)).toContainEqual({ name: 'payoutQuery', dueAt: addMilliseconds(T0, 60_000), data: { payoutNo: 1 } })
    stream.given(command('RecordPayoutUnknown', { payoutNo: 1, cause: 'TIMEOUT' }))
    expect(waiting(stream)).toHaveLength(2)
    stream.given(confirmPayout(1, 10_000))
    expect(waiting(stream).map(({ name }) => name)).toEqual(['stage', 'receiptAutoConfirm'])
  })

  it('take up a payout that was requested and never sent', () => {
    expect(waiting(inPayout().given(requestPayout(10_000)))).toContainEqual({ name: 'payoutQuery', dueAt: addMilliseconds(T0, 600_000), data: { payoutNo: 1 } })
  })

  it('stop asking after a final failure', () => {
    const stream = inPayout().given(requestPayout(10_000), command('RecordPayoutUnknown', { payoutNo: 1, cause: 'TIMEOUT' }))
    stream.given(command('RecordPayoutFailed', { payoutNo: 1, code: 'X', correctable: true }))
    expect(waiting(stream).map(({ name }) => name)).toEqual(['stage'])
  })

  it('go on asking about one part when another turns out to be paid under a number that had been replaced', () => {
    const correct = command('CorrectPayoutDetails', { payoutNo: 1, channel: 'BANK', consent: { how: 'RECORDED_CALL', reference: 'call-7' } }, { by: people.financeMaker })
    const resubmit = resubmitPayout(1, 10_000, { by: people.financeChecker })
    const stream = inPayout().given(requestPayout(4_000), failPayout(1), correct, resubmit, confirmPayout(2, 4_000))
    stream.given(requestPayout(6_000), command('RecordPayoutReturned', { payoutNo: 2, code: 'TRANSFER_RETURNED', returnedAt: T0 }), confirmPayout(1, 4_000))
    expect(waiting(stream)).toContainEqual(expect.objectContaining({ name: 'payoutQuery', data: { payoutNo: 3 } }))
  })

  it('go on asking about one part when another, which had failed and waits to be corrected, turns out to be paid', () => {
    const correct = command('CorrectPayoutDetails', { payoutNo: 1, channel: 'BANK', consent: { how: 'RECORDED_CALL', reference: 'call-7' } }, { by: people.financeMaker })
    const stream = inPayout().given(requestPayout(4_000), confirmPayout(1, 4_000), requestPayout(3_000))
    stream.given(command('RecordPayoutReturned', { payoutNo: 1, code: 'TRANSFER_RETURNED', returnedAt: T0 }), failPayout(2))
    stream.given(correct, resubmitPayout(1, 4_000, { by: people.financeChecker }), confirmPayout(2, 3_000))
    expect(waiting(stream)).toContainEqual(expect.objectContaining({ name: 'payoutQuery', data: { payoutNo: 3 } }))
  })

  it('confirm the receipt by themselves', () => {
    const stream = inReceipt()
    const due = waiting(stream).find(({ name }) => name === 'receiptAutoConfirm')!
    expect(outcome(stream.when(fire(due)))).toEqual(['ReceiptAutoConfirmed', 'RefundCaseClosed'])
    expect(waiting(stream)).toEqual([])
  })

  it('end with the case', () => {
    expect(waiting(closedPaid())).toEqual([])
  })
})
