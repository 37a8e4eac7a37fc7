import { randomBytes } from 'node:crypto'
import { startKitSandbox } from '../sandbox-kit/testing.js'
import { SandboxChannel } from './channel.js'
import { SANDBOX_SCHEMA, SandboxLedger } from './ledger.js'
import { createSandboxServer } from './server.js'
import type { Movement } from './wire.js'

export interface RunningSandbox {
  readonly url: string
  readonly secret: string
  /** A client of this sandbox; `timeout_ms` defaults to 5,000. */
  channel(timeout_ms?: number, notifyUrl?: string): SandboxChannel
  /** Money that moved, read from the sandbox over HTTP. */
  movements(): Promise<Movement[]>
  /** Lets the sandbox's clock go on, without waiting. */
  pass(milliseconds: number): void
  /** Cuts every connection and starts again on the same port with nothing but what the database holds. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A sandbox on a free loopback port for tests: real HTTP, real signatures, its ledger in the given database (migrated here). */
export const startSandbox = async (databaseUrl: string, clock?: () => Date): Promise<RunningSandbox> => {
  const secret = randomBytes(24).toString('base64url')
  const { url, pass, restart, stop } = await startKitSandbox(databaseUrl, SANDBOX_SCHEMA, (pool, now) =>
    createSandboxServer({ ledger: new SandboxLedger(pool, now), secret, onError: (error) => console.error(error) }), clock)
  const channel: RunningSandbox['channel'] = (timeout_ms, notifyUrl) =>
    new SandboxChannel({ url, secret, ...(timeout_ms !== undefined && { timeout_ms }), ...(notifyUrl !== undefined && { notifyUrl }) })
  return { url, secret, channel, movements: () => channel().movements(), pass, restart, stop }
}
