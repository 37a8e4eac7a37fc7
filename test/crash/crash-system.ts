import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import { eventually } from '@recourse/test-support'
import { useSystem, type System, type UsedSystem } from '@recourse/test-support/system'

/** One failure, ordered before it happens: an error, or the end by `kill -9`, at the so-many-th pass of a failpoint. */
export interface Failure {
  readonly failpoint: string
  readonly action: 'throw' | 'kill'
  readonly pass: number
}

/** The whole system, of which payout and relay fail where they are told to. */
export interface CrashSystem extends UsedSystem {
  /** Lets a failure happen in the course of some work, and whoever was killed come back. @throws Error when the failpoint is not reached */
  strike(failure: Failure, work: (system: System) => Promise<void>): Promise<void>
}

const VICTIMS = ['payout', 'relay'] as const

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
    strike: async ({ failpoint, action, pass }, work) => {
      const { system } = used
      const file = join(folder, failpoint)
      const pids = await pidsOf(system)
      writeFileSync(file, `${action}@${pass}`)
      const happened = async (): Promise<void> => {
        await eventually(`${failpoint} is reached`, async () => !existsSync(file), 30_000)
        if (action === 'kill') await endLeasesOfDead(system, pids)
      }
      try {
        await Promise.all([work(system), happened()])
      } finally {
        rmSync(file, { force: true })
      }
    },
  }
}

const pidsOf = (system: System): Promise<number[]> => eventually('payout and relay run', async () => {
  const pids = VICTIMS.map((name) => system.pidOf(name))
  return pids.every((pid) => pid !== undefined) && pids
})

/** What a killed process held runs out after five seconds; nobody waits for that here. */
const endLeasesOfDead = async (system: System, before: readonly number[]): Promise<void> => {
  const dead = await eventually('one of them was killed and runs again', async () => {
    const running = await pidsOf(system)
    const gone = before.filter((pid) => !running.includes(pid))
    return gone.length > 0 && gone
  })
  await system.pool.query(`UPDATE lease SET expires_at = '-infinity' WHERE holder LIKE ANY ($1)`, [dead.map((pid) => `%/${pid}`)])
}
