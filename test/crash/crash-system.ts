import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import { eventually } from '@recourse/test-support'
import { useSystem, type System, type UsedSystem } from '@recourse/test-support/system'

/** A failure, ordered before it happens: an error, or the end by `kill -9`, at the so-many-th pass of a failpoint; and once more at the pass after that. */
export interface Failure {
  readonly failpoint: string
  readonly action: 'throw' | 'kill'
  readonly pass: number
  readonly twice: boolean
}

/** The whole system, of which payout and relay fail where they are told to. */
export interface CrashSystem extends UsedSystem {
  /** Lets a failure happen in the course of some work, and whoever was killed come back. @throws Error when the failpoint is not reached */
  strike(failure: Failure, work: (system: System) => Promise<void>): Promise<void>
}

const VICTIMS = ['payout', 'relay'] as const
const WITHIN_ms = 120_000

export const useCrashSystem = (): CrashSystem => {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-failpoints-'))
  const environment = { NODE_ENV: 'test', RECOURSE_FAILPOINTS: folder }
  const used = useSystem({ environments: Object.fromEntries(VICTIMS.map((name) => [name, environment])), longestPause_ms: 200 })
  afterAll(() => rmSync(folder, { recursive: true }))
  return {
    get system(): System {
      return used.system
    },
    test: used.test,
    strike: async ({ failpoint, action, pass, twice }, work) => {
      const { system } = used
      const file = join(folder, failpoint)
      writeFileSync(file, twice ? `${action}@${pass},${action}@1` : `${action}@${pass}`)
      const happened = (): Promise<unknown> => eventually(`${failpoint} is reached and everybody runs`, async () => {
        if (action === 'kill') await endLeasesOfDead(system)
        return !existsSync(file) && VICTIMS.every((name) => isAlive(system.pidOf(name)))
      }, WITHIN_ms)
      try {
        await Promise.all([work(system), happened()])
      } finally {
        rmSync(file, { force: true })
      }
    },
  }
}

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
