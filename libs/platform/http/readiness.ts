import type { Infrastructure } from '../infrastructure.js'

export interface ReadinessReport {
  readonly ready: boolean
  readonly checks: Readonly<Record<string, string>>
}

const CHECK_LIMIT_MS = 2000

/** Ready = database and event store answer and the service is not shutting down. Without NATS a service is degraded, not unready: consumers read the store. */
export class Readiness {
  private draining = false

  constructor(private readonly infrastructure: Infrastructure) {}

  drain(): void {
    this.draining = true
  }

  async report(): Promise<ReadinessReport> {
    const { pool, store, nats } = this.infrastructure
    const [database, eventStore] = await Promise.all([check(() => pool.query('SELECT 1')), check(() => store.head())])
    const checks = {
      database, eventStore,
      ...(nats ? { nats: await check(() => nats.check()) } : {}),
      ...(this.draining ? { process: 'shutting down' } : {}),
    }
    return { ready: database === 'ok' && eventStore === 'ok' && !this.draining, checks }
  }
}

const check = async (action: () => Promise<unknown>): Promise<string> => {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_LIMIT_MS} ms`)), CHECK_LIMIT_MS)
  })
  try {
    await Promise.race([action(), limit])
    return 'ok'
  } catch (error) {
    return (error as Error).message
  } finally {
    clearTimeout(timer)
  }
}
