import { step } from '@recourse/kernel'
import type { Pool } from 'pg'
import type { Timing } from './timing.js'

/** The right to be the only one, until it expires. A later grant of the same name has a greater token. */
export interface Grant {
  readonly name: string
  readonly token: string
}

/** Somebody with a newer token has taken over: whatever was to be written was not. */
export class FencedOut extends Error {
  constructor(name: string) {
    super(`the lease ${name} has gone to another holder`)
    this.name = 'FencedOut'
  }
}

/** Grants leases, by a clock of its own. */
export interface LeaseBook {
  readonly ttl_ms: number
  /** The lease, or undefined while somebody else (or this holder itself) has it. */
  acquire(name: string): Promise<Grant | undefined>
  /** False when somebody else has it by now. */
  renew(grant: Grant): Promise<boolean>
  /** Free for the next at once. */
  release(grant: Grant): Promise<void>
}

/** Leases in Postgres, by Postgres time, so that clocks of the holders do not matter. The fencing token outlives expiry and release. */
export class Leases implements LeaseBook {
  constructor(private readonly pool: Pool, readonly holder: string, readonly ttl_ms = 5_000) {}

  async acquire(name: string): Promise<Grant | undefined> {
    const { rows } = await step('lease.acquire', () => this.pool.query<{ fencing_token: string }>(
      `INSERT INTO lease AS held (name, holder, fencing_token, expires_at) VALUES ($1, $2, 1, now() + $3 * interval '1 ms')
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, fencing_token = held.fencing_token + 1, expires_at = excluded.expires_at
       WHERE held.expires_at <= now()
       RETURNING fencing_token`,
      [name, this.holder, this.ttl_ms],
    ))
    return rows[0] && { name, token: rows[0].fencing_token }
  }

  async renew({ name, token }: Grant): Promise<boolean> {
    const { rowCount } = await step('lease.renew', () =>
      this.pool.query(`UPDATE lease SET expires_at = now() + $3 * interval '1 ms' WHERE name = $1 AND fencing_token = $2`, [name, token, this.ttl_ms]))
    return rowCount === 1
  }

  /** The row and its token stay. */
  async release({ name, token }: Grant): Promise<void> {
    await step('lease.release', () => this.pool.query(`UPDATE lease SET expires_at = '-infinity' WHERE name = $1 AND fencing_token = $2`, [name, token]))
  }
}

/** Renews a lease in the background. `lost` aborts when it went to somebody else or could not be renewed within its time. */
export const keep = (leases: LeaseBook, grant: Grant, timing: Timing): { readonly lost: AbortSignal; end(): void } => {
  const lost = new AbortController()
  const ended = new AbortController()
  let renewedAt = timing.elapsed_ms()
  const renew = (): Promise<unknown> => leases.renew(grant).then(
    (held) => (held ? (renewedAt = timing.elapsed_ms()) : lost.abort()),
    () => timing.elapsed_ms() - renewedAt > leases.ttl_ms && lost.abort(),
  )
  const beat = async (): Promise<void> => {
    for (;;) {
      await timing.pause(leases.ttl_ms / 3, ended.signal)
      if (ended.signal.aborted) return
      void renew()
    }
  }
  void beat()
  return { lost: lost.signal, end: () => ended.abort() }
}
