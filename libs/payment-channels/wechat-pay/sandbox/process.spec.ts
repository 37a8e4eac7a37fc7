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
import { createTestDatabase, eventually, type TestDatabase } from '@recourse/test-support'
import type { RefundRequest } from '../../port.js'
import { WechatPayChannel } from '../channel.js'
import { readWechatPaySettings } from '../settings.js'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const main = path('../../dist/wechat-pay/sandbox/main.js')
const keys = mkdtempSync(join(tmpdir(), 'wechat-sandbox-'))

let database: TestDatabase
const running: ChildProcess[] = []

const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH, NODE_ENV: 'test', DATABASE_URL: database.url, PORT: '0', WECHAT_SANDBOX_KEYS_DIR: keys, WECHAT_SANDBOX_SETTLES_AFTER_MS: '100',
})

/** With the keys that the sandbox made, read as a service reads them. */
const channelAt = (url: string): WechatPayChannel => new WechatPayChannel({
  ...readWechatPaySettings({
    WECHAT_PAY_MCHID: '1900000001',
    WECHAT_PAY_SERIAL: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
    WECHAT_PAY_PRIVATE_KEY_FILE: join(keys, 'merchant-key.pem'),
    WECHAT_PAY_API_V3_KEY_FILE: join(keys, 'api-v3-key'),
    WECHAT_PAY_PLATFORM_KEYS_DIR: join(keys, 'platform'),
    WECHAT_PAY_PLATFORM_SERIAL: 'PUB_KEY_ID_0119000000012026010100000000000001',
  })!,
  url,
})

const start = async (): Promise<{ child: ChildProcess; channel: WechatPayChannel }> => {
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
    outRefundNo: randomUUID(), paymentReference: `${randomBytes(5).toString('hex')}-plain`, amount: money(700, 'CNY'), paid: money(700, 'CNY'), reason: 'spec',
  }
  const first = await start()
  expect(await first.channel.refund(request)).toMatchObject({ outcome: 'accepted' })
  await end(first.child, 'SIGKILL')
  const second = await start()
  await eventually('the refund arrives', async () => (await second.channel.query(request)).outcome === 'succeeded')
  expect(await second.channel.refund(request)).toMatchObject({ outcome: 'succeeded', amount: money(700, 'CNY') })
  await end(second.child, 'SIGTERM')
  expect(second.child.exitCode).toBe(0)
})
