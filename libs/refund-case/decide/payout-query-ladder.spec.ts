import { describe, expect, it } from '@jest/globals'
import { millisecondsBetween, type Instant } from '@recourse/kernel'
import { deadlinesOf } from '../deadlines.js'
import type { RefundCaseEvent } from '../events/index.js'
import { command, inPayout, requestPayout, T0, type CaseStream } from '../testing.js'

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
})
