import type { Clock, Instant } from '@recourse/kernel'
import type { ChannelRules, PaymentChannel, RefundRequest, Unknown, UnknownReason } from '@recourse/payment-channels'
import { ChannelModel, RemoteChannel, type Fate, type Wire } from './channel-model.js'
import type { Fault, Faults } from './faults.js'
import type { Process } from './process.js'
import type { Random } from './random.js'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

const rules = (minimumSpacing_ms: number, maxRefundsPerPayment: number | null, window_days: number | null): ChannelRules =>
  ({ minimumSpacing_ms, maxRefundsPerPayment, window_days, statementUtcOffset_min: 480, refundsPerSecond: 100, queriesPerSecond: 200 })

/** By name, as docs say of each: spacing, count, window. */
const CHANNELS: Readonly<Record<string, ChannelRules>> = {
  'wechat-pay': rules(60_000, 50, 365), alipay: rules(3_000, null, 365), 'bank-transfer': rules(0, null, null),
}

const BEFORE: readonly (readonly [Fault, UnknownReason])[] = [
  ['channel-timeout-before', 'timeout'], ['channel-error-before', 'server-error'], ['channel-forged', 'unverified-answer'],
]
const AFTER: readonly (readonly [Fault, UnknownReason])[] = [
  ['channel-timeout-after', 'timeout'], ['channel-error-after', 'server-error'], ['channel-reset-after', 'connection-lost'], ['channel-garbled', 'unreadable-answer'],
]

/** How often a refund meets what. */
interface Luck {
  readonly refused: number
  readonly later: number
  readonly abnormal: number
  readonly closed: number
  readonly returned: number
  readonly slow: number
}

/** Each world has one of them: most are as usual, in some most money comes back, or nothing goes smoothly. */
const LUCK: readonly Luck[] = [
  ...Array.from({ length: 3 }, () => ({ refused: 0.06, later: 0.03, abnormal: 0.06, closed: 0.06, returned: 0.05, slow: 0.14 })),
  { refused: 0.02, later: 0.02, abnormal: 0.04, closed: 0.04, returned: 0.5, slow: 0.1 },
  { refused: 0.2, later: 0.1, abnormal: 0.15, closed: 0.2, returned: 0.1, slow: 0.15 },
]

/** What a refund meets. People's mistakes and closed cards end with the faults, so that every case can end; money still comes back. */
const fateFor = (random: Random, faults: Faults, luck: Luck, { payee }: RefundRequest): Fate => {
  const comesBack: Fate = { kind: 'succeeds', after_ms: 0, returnsAfter_ms: random.between(MINUTE_MS, 5 * DAY_MS) }
  const pays: Fate = { kind: 'succeeds', after_ms: random.pick([0, 0, 0, 2 * MINUTE_MS]) }
  if (faults.areOver) return random.chance(luck.returned / 2) ? comesBack : pays
  const fates: readonly (readonly [number, Fate])[] = [
    [luck.refused, { kind: 'refused', code: payee ? 'ACCOUNT_NUMBER_INVALID' : 'ACCOUNT_NAME_MISMATCH' }],
    [luck.later, { kind: 'refused', code: random.pick(['MERCHANT_BALANCE_TOO_LOW', 'CHANNEL_BUSY']) }],
    [luck.abnormal, { kind: 'abnormal', after_ms: random.between(0, 10 * MINUTE_MS) }],
    [luck.closed, { kind: 'closed', after_ms: random.between(0, 2 * DAY_MS) }],
    [luck.returned, comesBack],
    [luck.slow, { kind: 'succeeds', after_ms: random.between(MINUTE_MS, DAY_MS) }],
  ]
  let draw = random.next()
  for (const [rate, fate] of fates) {
    if (draw < rate) return fate
    draw -= rate
  }
  return pays
}

/** All payment channels of a world. */
export class PaymentChannels {
  readonly models: ReadonlyMap<string, ChannelModel>
  readonly sentThoughStopped: { readonly channel: string; readonly tenant: string; readonly outRefundNo: string }[] = []

  constructor(
    private readonly faults: Faults, private readonly random: Random, wall: Clock, paidAt: (reference: string) => Instant | undefined, forgetsNumbers: boolean,
    private readonly isStopped: (tenant: string, channel: string) => boolean,
  ) {
    const luck = random.pick(LUCK)
    this.models = new Map(Object.entries(CHANNELS).map(([name, itsRules]) => [name, new ChannelModel({
      rules: itsRules, now: () => wall.now(), fateOf: (request) => fateFor(random, faults, luck, request), paidAt, forgetsNumbers,
    })]))
  }

  /** The channels as one process reaches them from its start on; it may have been started without one. */
  reachedBy(process: Process): PaymentChannel[] {
    const names = [...this.models.keys()]
    const removed = this.faults.happens('channel-removed') ? this.random.pick(names) : undefined
    return names.filter((name) => name !== removed).map((name) => this.watched(new RemoteChannel(name, this.models.get(name)!, this.wireOf(process))))
  }

  /** Its switch was read from the log just before: whoever sends now knows how it stands now. */
  private watched(channel: PaymentChannel): PaymentChannel {
    const { name, rules } = channel
    return {
      name, rules, query: (refund) => channel.query(refund), statement: (day) => channel.statement(day),
      refund: (request) => {
        if (this.isStopped(request.tenant!, name)) this.sentThoughStopped.push({ channel: name, tenant: request.tenant!, outRefundNo: request.outRefundNo })
        return channel.refund(request)
      },
    }
  }

  private wireOf(process: Process): Wire {
    const { faults } = this
    return {
      exchange: async (question, key, effect) => {
        const what = `${question} ${key}`
        const struck = (kinds: readonly (readonly [Fault, UnknownReason])[]): Unknown | undefined => {
          const why = question === 'refund' ? kinds.find(([fault]) => faults.happens(fault))?.[1] : kinds === BEFORE && faults.happens('query-lost') ? 'timeout' : undefined
          return why && { outcome: 'unknown', why, detail: 'simulated' }
        }
        return process.call<Answer<typeof effect>>(what, () => {
          const lost = struck(BEFORE)
          if (lost) return lost
          const answer = effect()
          if (question === 'refund' && faults.happens('crash-after-payment')) return process.die(`after ${what}`)
          return struck(AFTER) ?? answer
        })
      },
    }
  }
}

type Answer<Effect extends () => unknown> = ReturnType<Effect> | Unknown
