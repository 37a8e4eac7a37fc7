import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { eventually, natsServerBinary } from '@recourse/test-support'
import { onlineRetail } from '@recourse/test-support/fixture'
import { root } from '@recourse/test-support/launch-system'
import { Client, runCli } from '@recourse/test-support/system'
import { identityOf } from '../../deploy/dev/processes.mjs'
import { scenarios } from '../../deploy/dev/scenarios/index.mjs'

interface Running {
  readonly services: Readonly<Record<string, string>>
  readonly tokens: Readonly<Record<string, string>>
  readonly processes: Readonly<Record<string, number>>
}

interface Started {
  readonly running: Running
  readonly output: () => string
  /** Ctrl-C; answers the exit code. */
  stop(): Promise<number | null>
}

const WITHIN_MS = 120_000

describe('npm start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-npm-start-'))
  // As root the database's user has to pass through.
  chmodSync(folder, 0o711)
  const dataDir = join(folder, 'data')
  const { DATABASE_URL, NATS_URL, ...rest } = process.env
  const env = { ...rest, RECOURSE_DATA_DIR: dataDir, PATH: `${dirname(natsServerBinary())}${delimiter}${process.env.PATH}` }
  let launcher: ChildProcess | undefined

  afterAll(async () => {
    if (launcher && launcher.exitCode === null) await ended(launcher, 'SIGINT')
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  const start = async (): Promise<Started> => {
    const child = spawn(process.execPath, [join(root, 'deploy', 'dev', 'start.mjs')], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    launcher = child
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (more: string) => (text += more))
    await eventually('Recourse is ready', async () => {
      if (child.exitCode !== null) return true
      return text.includes('Recourse is ready after')
    }, WITHIN_MS)
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}:\n${text}`)
    const running = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as Running
    return { running, output: () => text, stop: () => ended(child, 'SIGINT') }
  }

  const recourse = async (...args: string[]): Promise<any> => {
    const { code, stdout, stderr } = await runCli([...args, '--json'], env, folder)
    if (code !== 0) throw new Error(`recourse ${args.join(' ')} ended with ${code}: ${stdout}${stderr}`)
    return JSON.parse(stdout)
  }
  const importFixture = () => recourse('import', '--orders', onlineRetail.orders, '--cancellations', onlineRetail.cancellations)
  const monthly = () => recourse('metrics', 'monthly', '--from', '2010-12', '--to', '2011-04')

  it('walks every path of every flow (FO22), takes in real orders and cancellations, pays them, and keeps everything for the next start', async () => {
    const first = await start()
    expect(first.output()).not.toMatch(/could not be written|Demo data: /)
    expect(flowsIn(first.output())).toEqual(scenarios.map(({ pack }) => pack))

    expect(await importFixture()).toMatchObject({
      orders: { read: 300, recorded: 300, rejected: 0 }, cancellations: { read: 47, recorded: 47, rejected: 0 }, cases: { closed: 47, open: 0 }, faults: [],
    })
    expect(await monthly()).toEqual(onlineRetail.monthly)
    const auditor = new Client(first.running.services, first.running.tokens.auditor)
    const { items } = await auditor.get('audit', '/refund-cases?pack=retail&limit=200')
    const imported = items.filter(({ orderId }: { orderId: string }) => !orderId.startsWith('DEMO-'))
    expect(imported).toHaveLength(47)
    for (const refundCase of imported) expect(refundCase).toMatchObject({ phase: 'closed', outcome: 'paid', paid_minor: refundCase.requested_minor })

    await nothingLeftToDo(auditor)
    expect(await recourse('verify')).toMatchObject({ ok: true })
    const { position } = (await eventsSince(auditor)).at(-1)!
    expect(await importFixture()).toMatchObject({ orders: { recorded: 0, repeated: 300 }, cancellations: { recorded: 0, repeated: 47 }, cases: { closed: 47 } })
    expect(await monthly()).toEqual(onlineRetail.monthly)

    expect(await first.stop()).toBe(0)
    expect(survivors(first.running)).toEqual([])
    expect(existsSync(join(dataDir, 'running.json'))).toBe(false)

    const second = await start()
    expect(await monthly()).toEqual(onlineRetail.monthly)
    expect(await recourse('verify')).toMatchObject({ ok: true })
    const since = await eventsSince(new Client(second.running.services, second.running.tokens.auditor), position)
    // Time goes on meanwhile, but nobody acts a second time.
    expect(since.filter(({ metadata }) => metadata.actor.role !== 'service')).toEqual([])
    expect(await second.stop()).toBe(0)
    expect(survivors(second.running)).toEqual([])
  }, WITHIN_MS * 2)
})

/** The flow of each line of the summary's table of paths. */
const flowsIn = (output: string): string[] => {
  const [, table = ''] = output.split(/ONE CASE PER PATH.*\n/)
  return table.split('\n\n')[0]!.split('\n').map((line) => line.trim().split(' ')[0]!)
}

interface Published {
  readonly position: string
  readonly metadata: { readonly actor: { readonly role: string } }
}

const eventsSince = async (auditor: Client, after?: string): Promise<Published[]> => {
  const { items } = await auditor.get<{ items: Published[] }>('analytics', `/events?limit=200${after ? `&after=${after}` : ''}`)
  return items.length < 200 ? items : [...items, ...await eventsSince(auditor, items.at(-1)!.position)]
}

const nothingLeftToDo = (auditor: Client): Promise<boolean> =>
  eventually('every consumer has seen every event', async () => {
    const { items } = await auditor.get<{ items: { behind: boolean }[] }>('audit', '/operations/consumers')
    return items.every(({ behind }) => !behind)
  })

const ended = (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> =>
  new Promise((resolve) => {
    child.once('exit', (code) => resolve(code))
    child.kill(signal)
  })

// A process that has ended but whose parent has not fetched its exit code yet is no survivor.
const survivors = ({ processes }: Running): string[] => Object.entries(processes).flatMap(([name, pid]) => (identityOf(pid) === undefined ? [] : [name]))
