import { addMilliseconds } from '@recourse/kernel'
import type pg from 'pg'
import type { LedgerTransaction } from '../../sandbox-kit/refund-ledger.js'

export const STRIPE_SANDBOX_SCHEMA = 'sandbox_stripe'

/** Stripe keeps a key for at least a day; this sandbox no longer. */
export const KEY_LIFE_MS = 86_400_000

/** What was answered under an idempotency key. */
export interface SavedAnswer {
  readonly fingerprint: string
  readonly status: number
  readonly body: string
}

const TABLE = `${STRIPE_SANDBOX_SCHEMA}.idempotency_key`

/** Makes the table of the keys; safe to repeat. */
export const migrateIdempotency = async (pool: pg.Pool): Promise<void> => {
  await pool.query(`
    CREATE SCHEMA IF NOT EXISTS ${STRIPE_SANDBOX_SCHEMA};
    CREATE TABLE IF NOT EXISTS ${TABLE} (
      key text PRIMARY KEY,
      fingerprint text NOT NULL,
      status integer NOT NULL,
      body text NOT NULL,
      saved_at timestamptz NOT NULL
    )`)
}

type Transaction = Pick<LedgerTransaction<string>, 'rows' | 'now'>

/** Undefined for a key that is not known, or no longer. */
export const savedAnswer = async (transaction: Transaction, key: string): Promise<SavedAnswer | undefined> => {
  await transaction.rows(`DELETE FROM ${TABLE} WHERE key = $1 AND saved_at <= $2`, [key, addMilliseconds(transaction.now, -KEY_LIFE_MS)])
  const [saved] = await transaction.rows<SavedAnswer & pg.QueryResultRow>(`SELECT fingerprint, status, body FROM ${TABLE} WHERE key = $1`, [key])
  return saved
}

export const saveAnswer = async (transaction: Transaction, key: string, { fingerprint, status, body }: SavedAnswer): Promise<void> => {
  const values = [key, fingerprint, status, body, transaction.now]
  await transaction.rows(`INSERT INTO ${TABLE} (key, fingerprint, status, body, saved_at) VALUES ($1, $2, $3, $4, $5)`, values)
}

/** As Stripe does after a day. */
export const forgetKeys = async (pool: pg.Pool): Promise<void> => {
  await pool.query(`DELETE FROM ${TABLE}`)
}
