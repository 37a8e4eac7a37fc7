import { boundsOfDay, CHINA_UTC_OFFSET_MIN } from '../../days.js'
import type { LedgerMovement } from '../../sandbox-kit/refund-ledger.js'
import { startKitSandbox } from '../../sandbox-kit/testing.js'
import { WechatPayChannel, type WechatPayChannelOptions } from '../channel.js'
import type { WechatPayKeys } from '../keys.js'
import { generateSandboxKeys } from './keys.js'
import { WECHAT_SANDBOX_SCHEMA, WechatLedger } from './ledger.js'
import type { NoticeKind } from './notice.js'
import { createWechatSandboxServer } from './server.js'

const SETTLES_AFTER_MS = 300_000
const ALL_SETTLED_AFTER_MS = 660_000
const HOUR_MS = 3_600_000

export interface RunningWechatSandbox {
  readonly url: string
  /** The merchant's side. */
  readonly keys: WechatPayKeys
  now(): Date
  channel(options?: Partial<WechatPayChannelOptions>): WechatPayChannel
  /** Money that moved, read from the sandbox over HTTP. */
  movements(): Promise<LedgerMovement[]>
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

/** WeChat Pay's sandbox on a free loopback port for tests; refunds are decided five minutes, or as said, pending ones ten minutes after they were taken over, by its clock. */
export const startWechatSandbox = async (databaseUrl: string, clock?: () => Date, settlesAfter_ms = SETTLES_AFTER_MS): Promise<RunningWechatSandbox> => {
  const keys = generateSandboxKeys()
  const { url, now, pass, restart, stop } = await startKitSandbox(databaseUrl, WECHAT_SANDBOX_SCHEMA, (pool, now) =>
    createWechatSandboxServer({
      ledger: new WechatLedger(pool, now, settlesAfter_ms), keys, now, ...(clock && { signedAt: clock }), onError: (error) => console.error(error),
    }), clock)
  return {
    url, now, pass, restart, stop,
    keys: keys.merchant,
    channel: (options) => new WechatPayChannel({ keys: keys.merchant, url, now: () => now().toISOString(), ...options }),
    movements: () => allMovements(url),
    settle: () => pass(ALL_SETTLED_AFTER_MS),
    endDay: (day) => pass(Math.max(0, Date.parse(boundsOfDay(day, CHINA_UTC_OFFSET_MIN).before) + 10 * HOUR_MS - now().getTime())),
    sendNotice: async (outRefundNo, as) => {
      const response = await fetch(`${url}/sandbox/notices`, { method: 'POST', body: JSON.stringify({ outRefundNo, as }) })
      if (response.status !== 202) throw new Error(`no notice was sent: HTTP ${response.status}`)
    },
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
