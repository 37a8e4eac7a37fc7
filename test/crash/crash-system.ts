import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import { eventually } from '@recourse/test-support'
import { useSystem, type System, type UsedSystem } from '@recourse/test-support/system'
import { WITHIN_ms } from './cases.js'

/** What happens at a failpoint when it is passed: an error, or the end by `kill -9`; several follow one another, pass after pass. */
export type Failures = Readonly<Record<string, readonly ('throw' | 'kill')[]>>

/** The whole system, of which payout and relay fail where they are told to. */
export interface CrashSystem extends UsedSystem {
  /** Lets failures happen in the course of some work, which is done again while some have not happened, and whoever was killed come back. @throws Error that names the failpoints that are not reached */
  strike(failures: Failures, work: (system: System) => Promise<void>): Promise<void>
}

const VICTIMS = ['payout', 'relay'] as const
/** One failure makes others come by later, or not at all in this case: then the next case passes there. */
const MOST_TIMES = 3

export const useCrashSystem = (): CrashSystem => {
  const [orders, compiled] = ['orders', 'compiled'].map((what) => mkdtempSync(join(tmpdir(), `recourse-${what}-`))) as [string, string]
  // Who is killed so often comes back sooner when the programs need not be compiled each time.
  const environment = { NODE_ENV: 'test', RECOURSE_FAILPOINTS: orders, NODE_COMPILE_CACHE: compiled }
  const used = useSystem({ environments: Object.fromEntries(VICTIMS.map((name) => [name, environment])), longestPause_ms: 200 })
  afterAll(() => [orders, compiled].forEach((folder) => rmSync(folder, { recursive: true })))
  return {
    get system(): System {
      return used.system
    },
    test: used.test,
    strike: async (failures, work) => {
      const { system } = used
      const files = Object.keys(failures).map((failpoint) => join(orders, failpoint))
      for (const file of files) writeFileSync(file, failures[nameOf(file)]!.map((action) => `${action}@1`).join(','))
      const left = (): string[] => files.filter((file) => existsSync(file)).map(nameOf)
      const worked = async (): Promise<void> => {
        for (let times = 1; times === 1 || (times <= MOST_TIMES && left().length > 0); times += 1) await work(system)
      }
      const happened = (): Promise<unknown> => eventually('every failpoint is reached and everybody runs', async () => {
        await endLeasesOfDead(system)
        if (left().length > 0) throw new Error(`not reached: ${left().join(', ')}`)
        return VICTIMS.every((name) => isAlive(system.pidOf(name)))
      }, WITHIN_ms)
      try {
        await Promise.all([worked(), happened()])
      } finally {
        for (const file of files) rmSync(file, { force: true })
      }
    },
  }
}

const nameOf = (file: string): string => file.split('/').at(-1)!

/** What a killed process held runs out after five seconds; nobody waits for that here. */
const endLeasesOfDead = async (system: System): Promise<void> => {
  const { rows } = await system.pool.query<{ holder: string }>(`SELECT DISTINCT holder FROM lease WHERE expires_at > now()`)
  const dead = rows.map(({ holder }) => holder).filter((holder) => !isAlive(Number(holder.split('/').at(-1))))
  if (dead.length > 0) await system.pool.query(`UPDATE lease SET expires_at = '-infinity' WHERE holder = ANY ($1)`, [dead])
}

const isAlive = (pid: number | undefined): boolean => {
  try {
    return pid !== undefined && process.kill(pid, 0)
  } catch {
    return false
  }
}
