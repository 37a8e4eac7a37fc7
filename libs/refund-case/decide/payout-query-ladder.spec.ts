import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, millisecondsBetween, type Instant } from '@recourse/kernel'
import fc from 'fast-check'
import type { RefundCaseCommand } from '../commands.js'
import { deadlinesOf } from '../deadlines.js'
import type { DeferralCause, RefundCaseEvent } from '../events/index.js'
import { command, DAY_ms, inPayout, requestPayout, stateOf, T0, type CaseStream } from '../testing.js'

const MINUTES_OF_A_DAY = 1_440

/** When the channel is asked, in minutes after the first failure to learn an outcome: a clock that jumps from deadline to deadline. */
const questions = (stream: CaseStream, times: number, send: (now: Instant) => Parameters<CaseStream['when']>[0]): number[] => {
  let now = T0
  return Array.from({ length: times }, () => {
    stream.given(send(now))
    const due = deadlinesOf(stream.events.at(-1) as RefundCaseEvent).set.find(({ name }) => name === 'payoutQuery')!
    now = due.dueAt
    return millisecondsBetween(T0, now) / 60_000
  })
}

const told = (news: 'unknown' | 'submitted' | 'abnormal' | DeferralCause, now: Instant): RefundCaseCommand => {
  switch (news) {
    case 'unknown': return command('RecordPayoutUnknown', { payoutNo: 1, cause: 'timeout' }, { now })
    case 'submitted': return command('RecordPayoutSubmitted', { payoutNo: 1, channelReference: 'r' }, { now })
    case 'abnormal': return command('RecordPayoutAbnormal', { payoutNo: 1, code: 'ABNORMAL', channelReference: 'r' }, { now })
    default: return command('RecordPayoutDeferred', { payoutNo: 1, until: addMilliseconds(now, 60_000), cause: news }, { now })
  }
}

const EXPECTED = [1, 2, 3, 4, 5, 10, 20, 40, 70]
const days = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + (n + 1) * MINUTES_OF_A_DAY)

describe('the ladder of questions, on a virtual clock (LS10)', () => {
  it('asks each minute five times, then after 5, 10, 20 and 30 minutes, then daily', () => {
    const stream = inPayout().given(requestPayout(10_000))
    expect(questions(stream, 14, (now) => command('RecordPayoutUnknown', { payoutNo: 1, cause: 'timeout' }, { now }))).toEqual([...EXPECTED, ...days(70, 5)])
  })

  it('asks at the same times about what was taken over and stays in process: the five-minute rule of WeChat Pay', () => {
    const stream = inPayout().given(requestPayout(10_000))
    const processing = (now: Instant) => (now === T0
      ? command('RecordPayoutSubmitted', { payoutNo: 1, channelReference: 'r' }, { now })
      : command('RecordPayoutUnknown', { payoutNo: 1, cause: 'pending' }, { now }))
    expect(questions(stream, 14, processing)).toEqual([...EXPECTED, ...days(70, 5)])
  })

  it('is climbed in the same steps by what is not sent, so that a channel may stand still for a year', () => {
    const stream = inPayout().given(requestPayout(10_000))
    const stopped = (now: Instant) => command('RecordPayoutDeferred', { payoutNo: 1, until: now, cause: 'CHANNEL_STOPPED' }, { now })
    expect(questions(stream, 14, stopped)).toEqual([...EXPECTED, ...days(70, 5)])
    questions(stream, 365 - 5, stopped)
    expect(stream.events.length).toBeLessThan(500)
  })

  it('is climbed daily for a month, then weekly', () => {
    const stream = inPayout().given(requestPayout(10_000))
    const asked = questions(stream, 45, (now) => command('RecordPayoutUnknown', { payoutNo: 1, cause: 'timeout' }, { now }))
    const waits = asked.slice(1).map((minute, index) => (minute - asked[index]!) / MINUTES_OF_A_DAY)
    expect(waits.slice(8)).toEqual([...Array<number>(30).fill(1), ...Array<number>(6).fill(7)])
  })

  it('is not begun anew by whatever a channel says or why it is not called, so that a year of it stays far below the 500 events of a case, or of its order (LS10)', () => {
    const news = fc.constantFrom<Parameters<typeof told>[0]>('unknown', 'submitted', 'abnormal', 'CHANNEL_STOPPED', 'CIRCUIT_OPEN', 'QUOTA', 'SPACING', 'BATCH')
    fc.assert(fc.property(fc.array(news, { minLength: 1, maxLength: 40 }), (round) => {
      const stream = inPayout().given(requestPayout(10_000))
      let now = T0
      // At each deadline a payout is sent at most once: no more turns are taken on the order.
      let takenUp = 0
      for (; millisecondsBetween(T0, now) < 365 * DAY_ms; takenUp += 1) {
        const news = round[takenUp % round.length]!
        const isKnown = news === 'submitted' && stateOf(stream).payouts[1]!.status !== 'requested'
        stream.given(told(isKnown ? 'unknown' : news, now))
        now = deadlinesOf(stream.events.at(-1) as RefundCaseEvent).set.find(({ name }) => name === 'payoutQuery')!.dueAt
      }
      expect(Math.max(takenUp, stream.events.length)).toBeLessThan(250)
    }))
  })
})
