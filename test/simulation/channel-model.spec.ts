import { randomUUID } from 'node:crypto'
import { addMilliseconds, money } from '@recourse/kernel'
import type { RefundRequest, Unknown, UnknownReason } from '@recourse/payment-channels'
import { paymentChannelTck, type Scenario } from '@recourse/payment-channels/testing'
import { ChannelModel, RemoteChannel, type Fate, type Wire } from './channel-model.js'

const MINUTE_MS = 60_000
const cannotHave = { notices: 'the simulation tells news by queries alone' }

const scenarioOf = ({ paymentReference }: RefundRequest): Scenario => paymentReference.slice(37) as Scenario

const fateOf = (request: RefundRequest, attempt: number): Fate => {
  const pays: Fate = { kind: 'succeeds', after_ms: 0 }
  switch (scenarioOf(request)) {
    case 'pending': return { kind: 'succeeds', after_ms: MINUTE_MS }
    case 'wrong-name': return request.payee ? pays : { kind: 'refused', code: 'ACCOUNT_NAME_MISMATCH' }
    case 'closed-account': return request.payee ? pays : { kind: 'refused', code: 'ACCOUNT_CLOSED' }
    case 'closed': return request.payee ? pays : { kind: 'closed', after_ms: MINUTE_MS }
    case 'abnormal': return request.payee ? pays : { kind: 'abnormal', after_ms: MINUTE_MS }
    case 'returned': return request.payee ? pays : { kind: 'succeeds', after_ms: 0, returnsAfter_ms: MINUTE_MS }
    case 'no-balance': return attempt === 0 ? { kind: 'refused', code: 'MERCHANT_BALANCE_TOO_LOW' } : pays
    case 'busy': return attempt === 0 ? { kind: 'refused', code: 'CHANNEL_BUSY' } : pays
    default: return pays
  }
}

const BEFORE: Partial<Record<Scenario, UnknownReason>> = { 'timeout-before': 'timeout', 'server-error-before': 'server-error', forged: 'unverified-answer' }
const AFTER: Partial<Record<Scenario, UnknownReason>> = {
  'timeout-after': 'timeout', 'server-error-after': 'server-error', 'reset-after': 'connection-lost', garbled: 'unreadable-answer',
}

/** Goes wrong once a number, as the scenario says. */
const wireOf = (scenarios: ReadonlyMap<string, Scenario>): Wire => {
  const struck = new Set<string>()
  const unknown = (why: UnknownReason): Unknown => ({ outcome: 'unknown', why, detail: 'as the scenario says' })
  return {
    exchange: async (question, key, effect) => {
      const scenario = question === 'refund' && !struck.has(key) ? scenarios.get(key) : undefined
      if (scenario) struck.add(key)
      const [before, after] = scenario ? [BEFORE[scenario], AFTER[scenario]] : []
      if (before) return unknown(before)
      const answer = effect()
      return after ? unknown(after) : answer
    },
  }
}

paymentChannelTck('the model of the simulation', cannotHave, async () => {
  const scenarios = new Map<string, Scenario>()
  let now = '2026-11-22T02:00:00.000Z'
  const rules = { minimumSpacing_ms: MINUTE_MS, maxRefundsPerPayment: 50, window_days: 365, statementUtcOffset_min: 480, refundsPerSecond: 100, queriesPerSecond: 100 }
  const model = new ChannelModel({ rules, now: () => now, fateOf })
  const pass = async (milliseconds: number): Promise<void> => void (now = addMilliseconds(now, milliseconds))
  return {
    channel: new RemoteChannel('model', model, wireOf(scenarios)),
    request: (scenario) => {
      const outRefundNo = randomUUID()
      scenarios.set(outRefundNo, scenario)
      return { outRefundNo, paymentReference: `${randomUUID()}-${scenario}`, amount: money(3_000, 'CNY'), paid: money(10_000, 'CNY'), reason: '退款' }
    },
    corrected: (request) => ({ ...request, payee: { accountName: '张三', accountNo: '6222000000000000' } }),
    movements: async () => model.movements,
    pass,
    settle: () => pass(MINUTE_MS),
    endDay: async () => {},
    noticeOf: () => Promise.reject(new Error('the model sends no notices')),
    restart: async () => {},
    stop: async () => {},
  }
})
