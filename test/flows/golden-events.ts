import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import type { RecordedEvent } from '@recourse/kernel'

const directory = join(import.meta.dirname, 'golden')

/** Compares events with their golden file, which `UPDATE_GOLDEN=1` writes: who did what when, with every value that a second walk gives again. */
export const expectGolden = (name: string, events: readonly RecordedEvent[]): void => {
  const lines = [undefined, ...BESIDE].flatMap((types) => events.filter((event) => besideOf(event) === types)).map(({ stream, type, metadata: { actor, recordedAt }, data, sealed }) =>
    lasting({ stream, type, by: `${actor.id} as ${actor.role}`, at: recordedAt, data, ...(sealed ? { sealed: true } : {}) }))
  const file = join(directory, `${name}.json`)
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, `${JSON.stringify(lines, null, 2)}\n`)
  expect(lines).toEqual(JSON.parse(readFileSync(file, 'utf8')))
}

/** What runs beside the case, by another service's clock, has no fixed place among its other events: promises about the money, then messages, are listed behind. */
const BESIDE = [new Set(['PayoutLate', 'LateInterestAccrued']), new Set(['MessagePosted', 'MessagesRead', 'NoticeUnread', 'MessageAnswerOverdue'])]

const besideOf = ({ type }: RecordedEvent): ReadonlySet<string> | undefined => BESIDE.find((types) => types.has(type))

/** What differs from walk to walk by its nature (the channel's own references and clock), and hashes of texts, which have tests of their own. */
const PASSED_OVER = new Set(['channelReference', 'settledAt', 'returnedAt', 'sha256', 'textSha256', 'messageId', 'position'])

const lasting = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(lasting)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, PASSED_OVER.has(key) ? `<${key}>` : lasting(part)]))
}
