import { boundsOfDay, CHINA_UTC_OFFSET_MIN } from '../../days.js'
import type { LedgerMovement } from '../../sandbox-kit/refund-ledger.js'
import { startKitSandbox } from '../../sandbox-kit/testing.js'
import { AlipayChannel, type AlipayChannelOptions } from '../channel.js'
import type { AlipayKeys } from '../keys.js'
import { generateSandboxKeys } from './keys.js'
import { ALIPAY_SANDBOX_SCHEMA, AlipayLedger } from './ledger.js'
import type { NoticeKind } from './notice.js'
import { createAlipaySandboxServer } from './server.js'

const ALL_SETTLED_AFTER_MS = 660_000
const HOUR_MS = 3_600_000

export interface AlipaySandboxSettings {
  readonly notifyUrl?: string
  /** What was paid in a trade that nobody has opened; default 10,000. */
  readonly paid_minor?: number
  /** Default 365. */
  readonly window_days?: number
  readonly clock?: () => Date
}

export interface RunningAlipaySandbox {
  readonly url: string
  /** The merchant's side. */
  readonly keys: AlipayKeys
  now(): Date
  channel(options?: Partial<AlipayChannelOptions>): AlipayChannel
  /** Money that moved, read from the sandbox over HTTP. */
  movements(): Promise<LedgerMovement[]>
  /** Says what was paid in a trade. */
  open(tradeNo: string, paid_minor: number): Promise<void>
  /** Lets the sandbox's clock go on, without waiting. */
  pass(milliseconds: number): void
  /** So far that every refund it has taken over is decided. */
  settle(): void
  /** So far that the bill of the day can be had. */
  endDay(day: string): void
  /** Has a notice about a refund sent, genuine or not. */
  sendNotice(outRefundNo: string, as: NoticeKind): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Alipay's sandbox on a free loopback port for tests; pending refunds are decided ten minutes after they were taken over, by its clock. */
export const startAlipaySandbox = async (databaseUrl: string, settings: AlipaySandboxSettings = {}): Promise<RunningAlipaySandbox> => {
  const { notifyUrl, paid_minor = 10_000, window_days = 365, clock } = settings
  const keys = generateSandboxKeys()
  const { url, now, pass, restart, stop } = await startKitSandbox(databaseUrl, ALIPAY_SANDBOX_SCHEMA, (pool, now) =>
    createAlipaySandboxServer({
      ledger: new AlipayLedger(pool, now, { paid_minor, window_days }),
      keys,
      now,
      ...(notifyUrl && { notifyUrl }),
      onError: (error) => console.error(error),
    }), clock)
  const order = async (path: string, body: object, status: number): Promise<void> => {
    const response = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) })
    if (response.status !== status) throw new Error(`${path}: HTTP ${response.status}`)
  }
  return {
    url, now, pass, restart, stop,
    keys: keys.merchant,
    channel: (options) => new AlipayChannel({ keys: keys.merchant, url: `${url}/gateway.do`, window_days, now: () => now().toISOString(), ...options }),
    movements: () => allMovements(url),
    open: (tradeNo, opened_minor) => order('/sandbox/payments', { tradeNo, paid_minor: opened_minor }, 201),
    settle: () => pass(ALL_SETTLED_AFTER_MS),
    endDay: (day) => pass(Math.max(0, Date.parse(boundsOfDay(day, CHINA_UTC_OFFSET_MIN).before) + 10 * HOUR_MS - now().getTime())),
    sendNotice: (outRefundNo, as) => order('/sandbox/notices', { outRefundNo, as }, 202),
  }
}

const allMovements = async (url: string): Promise<LedgerMovement[]> => {
  const all: LedgerMovement[] = []
  for (;;) {
    const response = await fetch(`${url}/sandbox/ledger?after=${all.at(-1)?.seq ?? 0}`)
    const { movements } = (await response.json()) as { movements: LedgerMovement[] }
    if (movements.length === 0) return all
    all.push(...movements)
  }
}
