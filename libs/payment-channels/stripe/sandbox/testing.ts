import { money, type Money } from '@recourse/kernel'
import pg from 'pg'
import { boundsOfDay } from '../../days.js'
import type { LedgerMovement } from '../../sandbox-kit/refund-ledger.js'
import { startKitSandbox } from '../../sandbox-kit/testing.js'
import { StripeChannel, type StripeChannelOptions } from '../channel.js'
import type { StripeKeys } from '../keys.js'
import { migrateIdempotency, STRIPE_SANDBOX_SCHEMA } from './idempotency.js'
import { generateSandboxKeys } from './keys.js'
import { StripeLedger } from './ledger.js'
import type { NoticeKind } from './notice.js'
import { createStripeSandboxServer } from './server.js'

const ALL_SETTLED_AFTER_MS = 660_000
const DAY_LISTED_AFTER_MS = 600_000

export interface StripeSandboxSettings {
  readonly notifyUrl?: string
  /** What was paid in a payment that nobody has opened; default CNY 100.00. */
  readonly paid?: Money
  /** What its time goes by; default the machine's. */
  readonly clock?: () => Date
}

export interface RunningStripeSandbox {
  readonly url: string
  /** The merchant's side. */
  readonly keys: StripeKeys
  now(): Date
  channel(options?: Partial<StripeChannelOptions>): StripeChannel
  /** Money that moved, read from the sandbox over HTTP. */
  movements(): Promise<LedgerMovement[]>
  /** Says what was paid in a payment. */
  open(payment: string, paid: Money): Promise<void>
  /** Forgets every idempotency key, as Stripe does after a day. */
  forgetKeys(): Promise<void>
  /** Lets the sandbox's clock go on, without waiting. */
  pass(milliseconds: number): void
  /** So far that every refund it has taken over is decided. */
  settle(): void
  /** So far that the statement of the day can be had. */
  endDay(day: string): void
  /** Has a notice about a refund sent, genuine or not. */
  sendNotice(outRefundNo: string, as: NoticeKind): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Stripe's sandbox on a free loopback port for tests; what is not decided at once is decided ten minutes later, by its clock. */
export const startStripeSandbox = async (databaseUrl: string, settings: StripeSandboxSettings = {}): Promise<RunningStripeSandbox> => {
  const { notifyUrl, paid = money(10_000, 'CNY'), clock: time } = settings
  const keys = generateSandboxKeys()
  const createServer: Parameters<typeof startKitSandbox>[2] = (pool, clock) => createStripeSandboxServer({
    ledger: new StripeLedger(pool, clock, { paid }), keys, now: clock, ...(notifyUrl && { notifyUrl }), onError: (error) => console.error(error),
  })
  await migrate(databaseUrl)
  const { url, now, pass, restart, stop } = await startKitSandbox(databaseUrl, STRIPE_SANDBOX_SCHEMA, createServer, time)
  const order = async (path: string, body: object, status: number): Promise<void> => {
    const response = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) })
    if (response.status !== status) throw new Error(`${path}: HTTP ${response.status}`)
  }
  return {
    url, keys, now, pass, restart, stop,
    channel: (options) => new StripeChannel({ keys, url, now: () => now().toISOString(), ...options }),
    movements: () => allMovements(url),
    open: (payment, { minor, currency }) => order('/sandbox/payments', { payment, paid_minor: minor, currency }, 201),
    forgetKeys: () => order('/sandbox/forget-keys', {}, 200),
    settle: () => pass(ALL_SETTLED_AFTER_MS),
    endDay: (day) => pass(Math.max(0, Date.parse(boundsOfDay(day, 0).before) + DAY_LISTED_AFTER_MS - now().getTime())),
    sendNotice: (outRefundNo, as) => order('/sandbox/notices', { outRefundNo, as }, 202),
  }
}

const migrate = async (connectionString: string): Promise<void> => {
  const pool = new pg.Pool({ connectionString, max: 1 })
  await migrateIdempotency(pool)
  await pool.end()
}

const allMovements = async (url: string): Promise<LedgerMovement[]> => {
  const all: LedgerMovement[] = []
  for (;;) {
    const response = await fetch(`${url}/sandbox/ledger?after=${all.at(-1)?.seq ?? 0}`)
    const { movements } = (await response.json()) as { movements: LedgerMovement[] }
    if (movements.length === 0) return all
    all.push(...movements.map((moved) => ({ ...moved, amount: money(moved.amount.minor, moved.amount.currency) })))
  }
}
