import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import type { RefundRequest } from '../port.js'
import { SandboxChannel } from './channel.js'
import { readSandboxSecret } from './secret.js'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const main = path('../dist/sandbox/main.js')

let database: TestDatabase
const running: ChildProcess[] = []

const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, NODE_ENV: 'test', DATABASE_URL: database.url, PORT: '0' })

const migrate = () => spawnSync(process.execPath, [main, 'migrate'], { env: environment(), encoding: 'utf8' })

const start = async (): Promise<{ child: ChildProcess; channel: SandboxChannel; url: string }> => {
  const child = spawn(process.execPath, [main], { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] })
  running.push(child)
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string]
  const url = `http://127.0.0.1:${(JSON.parse(line) as { port: number }).port}`
  return { child, url, channel: new SandboxChannel({ url, secret: readSandboxSecret({ NODE_ENV: 'test' }) }) }
}

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
  const exited = once(child, 'exit')
  child.kill(signal)
  return ((await exited) as [number | null])[0]
}

beforeAll(async () => {
  database = await createTestDatabase()
  const built = spawnSync(process.execPath, [path('../../../node_modules/tsgo/bin/tsc'), '-b', path('..')], { encoding: 'utf8' })
  if (built.status !== 0) throw new Error(built.stdout + built.stderr)
  for (const { status, stderr } of [migrate(), migrate()]) if (status !== 0) throw new Error(stderr)
})

afterAll(async () => {
  for (const child of running) if (child.exitCode === null && child.signalCode === null) await end(child, 'SIGKILL')
  await database.drop()
})

const refund = (): RefundRequest => ({
  outRefundNo: randomUUID(),
  paymentReference: randomUUID(),
  amount: money(700, 'CNY'),
  paid: money(700, 'CNY'),
  reason: 'spec',
})

it('keeps its ledger when it is killed in the middle of its work: what was acknowledged stays, and sending all again moves each refund once', async () => {
  const requests = Array.from({ length: 60 }, refund)
  const first = await start()
  await first.channel.refund(requests[0]!)
  const flying = requests.map((request) => first.channel.refund(request))
  await Promise.race(flying.slice(10))
  await end(first.child, 'SIGKILL')
  const answers = await Promise.all(flying)
  expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['succeeded', 'unknown']))

  const second = await start()
  const acknowledged = requests.filter((_, index) => answers[index]!.outcome === 'succeeded').map(({ outRefundNo }) => outRefundNo)
  expect((await second.channel.movements()).map(({ outRefundNo }) => outRefundNo)).toEqual(expect.arrayContaining(acknowledged))
  for (const request of requests) expect(await second.channel.refund(request)).toMatchObject({ outcome: 'succeeded' })
  const moved = await second.channel.movements()
  expect(moved.map(({ outRefundNo }) => outRefundNo).sort()).toEqual(requests.map(({ outRefundNo }) => outRefundNo).sort())
})

it('serves health and metrics, and ends by itself at SIGTERM although a client waits for an answer that never comes', async () => {
  const { child, url, channel } = await start()
  for (const at of ['/health/live', '/health/ready', '/metrics']) expect((await fetch(`${url}${at}`)).status).toBe(200)
  const waiting = channel.refund({ ...refund(), paymentReference: `${randomUUID()}-timeout-before` })
  expect(await channel.refund(refund())).toMatchObject({ outcome: 'succeeded' })
  expect(await end(child, 'SIGTERM')).toBe(0)
  expect(await waiting).toMatchObject({ outcome: 'unknown', why: 'connection-lost' })
})

it.each(['production', undefined])('does not start with the public secret in production, nor where nobody says where it is: %s', (NODE_ENV) => {
  const { status, stderr } = spawnSync(process.execPath, [main], { env: { ...environment(), NODE_ENV, ALLOW_PLAY_MONEY: 'yes' }, encoding: 'utf8' })
  expect(status).not.toBe(0)
  expect(stderr).toContain('SANDBOX_SECRET_FILE is not set')
})
