import assert from 'node:assert/strict'
import { addMilliseconds, type Instant } from '@recourse/kernel'
import { dayOf } from '../../days.js'
import type { StatementLine } from '../../port.js'
import { assertSucceeds, settled } from '../assertions.js'
import type { TckCase } from '../case.js'
import type { ChannelUnderTest, TckMovement } from '../subject.js'

const DAY_MS = 86_400_000

const statementDayOf = ({ channel }: ChannelUnderTest, at: Instant): string => dayOf(at, channel.rules.statementUtcOffset_min)

const dayBefore = (day: string): string => addMilliseconds(`${day}T00:00:00.000Z`, -DAY_MS).slice(0, 10)

/** Well after midnight: what is taken over a moment before may be listed on another day than it moves. */
const untilMorning = async (subject: ChannelUnderTest): Promise<void> => {
  const request = subject.request('succeeds')
  await assertSucceeds(subject, request)
  const { at } = (await subject.movements()).find(({ outRefundNo }) => outRefundNo === request.outRefundNo)!
  await subject.endDay(statementDayOf(subject, at))
}

const statementOf = async (subject: ChannelUnderTest, day: string): Promise<readonly StatementLine[]> => {
  await subject.endDay(day)
  const lines = await subject.channel.statement(day)
  assert(!('outcome' in lines), JSON.stringify(lines))
  return lines
}

/** Seconds are as fine as a channel's statement needs to be. */
const comparable = ({ outRefundNo, amount, at }: StatementLine | TckMovement, kind: StatementLine['kind']): string =>
  JSON.stringify([outRefundNo, kind, amount.minor, amount.currency, at.slice(0, 19)])

export const statement: readonly TckCase[] = [
  {
    name: 'the statement of a day is what moved on that day, to the fen, and nothing on a day without movement',
    run: async (subject) => {
      await untilMorning(subject)
      const request = subject.request('succeeds')
      const channelReference = await assertSucceeds(subject, request)
      if (!subject.cannotHave.returned) {
        const returned = subject.request('returned')
        await subject.channel.refund(returned)
        await settled(subject, returned)
      }
      const movements = await subject.movements()
      const day = statementDayOf(subject, movements.find(({ outRefundNo }) => outRefundNo === request.outRefundNo)!.at)
      const lines = await statementOf(subject, day)
      assert.deepEqual(
        lines.filter(({ underWay }) => !underWay).map((line) => comparable(line, line.kind)).sort(),
        movements.filter(({ at }) => statementDayOf(subject, at) === day).map((moved) => comparable(moved, moved.direction === 'out' ? 'refund' : 'return')).sort(),
      )
      assert.equal(lines.find(({ outRefundNo }) => outRefundNo === request.outRefundNo)?.channelReference, channelReference)
      assert.deepEqual(await statementOf(subject, dayBefore(statementDayOf(subject, movements[0]!.at))), [])
    },
  },
  {
    name: 'a day that does not exist is a defect of the caller',
    run: async (subject) => {
      for (const day of ['', '2026-02-30', '2026-1-1', '20260101']) await assert.rejects(subject.channel.statement(day), RangeError)
      await assertSucceeds(subject, subject.request('succeeds'))
    },
  },
]
