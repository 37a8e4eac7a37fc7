import type { Pool } from 'pg'

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

/** Leases in Postgres, by Postgres time, so that clocks of the holders do not matter. The fencing token outlives expiry and release. */
export class Leases {
  constructor(private readonly pool: Pool, readonly holder: string, readonly ttl_ms = 5_000) {}

  /** The lease, or undefined while somebody else (or this holder itself) has it. */
  async acquire(name: string): Promise<Grant | undefined> {
    const { rows } = await this.pool.query<{ fencing_token: string }>(
      `INSERT INTO lease AS held (name, holder, fencing_token, expires_at) VALUES ($1, $2, 1, now() + $3 * interval '1 ms')
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, fencing_token = held.fencing_token + 1, expires_at = excluded.expires_at
       WHERE held.expires_at <= now()
       RETURNING fencing_token`,
      [name, this.holder, this.ttl_ms],
    )
    return rows[0] && { name, token: rows[0].fencing_token }
  }

  /** False when somebody else has it by now. */
  async renew({ name, token }: Grant): Promise<boolean> {
    const { rowCount } = await this.pool.query(`UPDATE lease SET expires_at = now() + $3 * interval '1 ms' WHERE name = $1 AND fencing_token = $2`, [name, token, this.ttl_ms])
    return rowCount === 1
  }

  /** Free for the next at once. The row and its token stay. */
  async release({ name, token }: Grant): Promise<void> {
    await this.pool.query(`UPDATE lease SET expires_at = '-infinity' WHERE name = $1 AND fencing_token = $2`, [name, token])
  }
}

/** Renews a lease in the background. `lost` aborts when it went to somebody else or could not be renewed within its time. */
export const keep = (leases: Leases, grant: Grant): { readonly lost: AbortSignal; end(): void } => {
  const lost = new AbortController()
  let renewedAt = performance.now()
  const timer = setInterval(() => {
    leases.renew(grant).then(
      (held) => (held ? (renewedAt = performance.now()) : lost.abort()),
      () => performance.now() - renewedAt > leases.ttl_ms && lost.abort(),
    )
  }, leases.ttl_ms / 3)
  return { lost: lost.signal, end: () => clearInterval(timer) }
}
