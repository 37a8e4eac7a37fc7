import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import type { RefundRequest } from '../../port.js'
import { StripeChannel } from '../channel.js'
import { readStripeSettings } from '../settings.js'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const main = path('../../dist/stripe/sandbox/main.js')
const keys = mkdtempSync(join(tmpdir(), 'stripe-sandbox-'))

let database: TestDatabase
const running: ChildProcess[] = []

const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, NODE_ENV: 'test', DATABASE_URL: database.url, PORT: '0', STRIPE_SANDBOX_KEYS_DIR: keys })

/** With the keys that the sandbox made, read as a service reads them. */
const channelAt = (url: string): StripeChannel => new StripeChannel({
  ...readStripeSettings({ STRIPE_API_KEY_FILE: join(keys, 'api-key'), STRIPE_WEBHOOK_SECRET_FILE: join(keys, 'webhook-secret') })!,
  url,
})

const start = async (): Promise<{ child: ChildProcess; channel: StripeChannel }> => {
  const child = spawn(process.execPath, [main], { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] })
  running.push(child)
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string]
  return { child, channel: channelAt(`http://127.0.0.1:${(JSON.parse(line) as { port: number }).port}`) }
}

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}

beforeAll(async () => {
  database = await createTestDatabase()
  const built = spawnSync(process.execPath, [path('../../../../node_modules/tsgo/bin/tsc'), '-b', path('../..')], { encoding: 'utf8' })
  if (built.status !== 0) throw new Error(built.stdout + built.stderr)
  const { status, stderr } = spawnSync(process.execPath, [main, 'migrate'], { env: environment(), encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
})

afterAll(async () => {
  for (const child of running) if (child.exitCode === null && child.signalCode === null) await end(child, 'SIGKILL')
  await database.drop()
  rmSync(keys, { recursive: true })
})

it('keeps its refunds and its keys when it is killed, and ends by itself at SIGTERM', async () => {
  const request: RefundRequest = {
    outRefundNo: randomUUID(), paymentReference: `pi_${randomBytes(5).toString('hex')}-plain`, amount: money(700, 'CNY'), paid: money(700, 'CNY'), reason: 'spec',
  }
  const first = await start()
  const answer = await first.channel.refund(request)
  expect(answer).toMatchObject({ outcome: 'succeeded', amount: money(700, 'CNY') })
  await end(first.child, 'SIGKILL')
  const second = await start()
  expect(await second.channel.query(request)).toEqual(answer)
  expect(await second.channel.refund(request)).toEqual(answer)
  await end(second.child, 'SIGTERM')
  expect(second.child.exitCode).toBe(0)
})
