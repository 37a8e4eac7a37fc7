import { expect, it } from '@jest/globals'
import type { ChannelRules, Unknown } from '@recourse/payment-channels'
import { ChannelGate } from './channel-gate.js'

const RULES: ChannelRules = { minimumSpacing_ms: 0, maxRefundsPerPayment: null, window_days: null, statementUtcOffset_min: 480, refundsPerSecond: 10, queriesPerSecond: 0.25 }
const UNKNOWN: Unknown = { outcome: 'unknown', why: 'timeout', detail: '' }

const gateOf = () => {
  let now_ms = 0
  const gate = new ChannelGate(RULES, { elapsed_ms: () => now_ms, pause: async (milliseconds) => void (now_ms += milliseconds) })
  return { gate, now: () => now_ms, pass: (milliseconds: number) => (now_ms += milliseconds) }
}

it('keeps a queue in order below the quota', async () => {
  const { gate, now } = gateOf()
  for (let n = 0; n < 31; n += 1) expect(await gate.enter('refund')).toBeUndefined()
  expect(now()).toBe(3_000)
})

it('sends away whom it would keep for too long; questions have a quota of their own', async () => {
  const { gate } = gateOf()
  expect(await gate.enter('query')).toBeUndefined()
  expect(await gate.enter('query')).toEqual({ cause: 'QUOTA', wait_ms: 4_000 })
  expect(await gate.enter('refund')).toBeUndefined()
})

it('is closed to everybody while the channel says nothing, and asks once before it opens', async () => {
  const { gate, pass } = gateOf()
  for (let n = 0; n < 5; n += 1) gate.record(UNKNOWN)
  expect([gate.circuitState, await gate.enter('refund'), await gate.enter('query')]).toMatchObject(['open', { cause: 'CIRCUIT_OPEN' }, { cause: 'CIRCUIT_OPEN' }])
  pass(30_000)
  expect(await gate.enter('query')).toBeUndefined()
  expect(await gate.enter('refund')).toMatchObject({ cause: 'CIRCUIT_OPEN' })
  gate.record({ outcome: 'not-found' })
  expect([gate.circuitState, await gate.enter('refund')]).toEqual(['closed', undefined])
})
