import { step } from '@recourse/kernel'
import type pg from 'pg'
import { DoesNotOpen, filePlace, payeePlace, type PayeeVault } from './payee-vault.js'

const AT_ONCE = 100

/** What was sealed anew, and what opens with no key that is there. */
export interface Resealed {
  readonly resealed: number
  readonly unreadable: number
}

interface SealedRow {
  readonly no: string
  readonly sealed: Buffer
}

/**
 * Seals what the ledger holds with the current key, where it was sealed with an older one. It can end anywhere and be done again, by several processes at once: each row
 * changes by itself, and only while it holds what was read.
 */
export const resealLedger = async (pool: pg.Pool, vault: PayeeVault): Promise<Resealed> => {
  if (!vault.hasOlderKeys) return { resealed: 0, unreadable: 0 }
  const payees = await resealEach(pool, 'bank_transfer_instruction', 'out_refund_no', 'payee_sealed', async ({ no, sealed }) => {
    if (vault.isCurrent(sealed, payeePlace(no))) return 0
    const payee = vault.openPayee(sealed, no)
    return changed(pool, 'UPDATE bank_transfer_instruction SET payee_sealed = $3, payee_digest = $4 WHERE out_refund_no = $1 AND payee_sealed = $2', [
      no, sealed, vault.sealPayee(payee, no), vault.digest(payee, no),
    ])
  })
  const files = await resealEach(pool, 'bank_transfer_file', 'file_no', 'content_sealed', async ({ no, sealed }) => {
    if (vault.isCurrent(sealed, filePlace(no))) return 0
    return changed(pool, 'UPDATE bank_transfer_file SET content_sealed = $3 WHERE file_no = $1 AND content_sealed = $2', [no, sealed, vault.seal(vault.open(sealed, filePlace(no)), filePlace(no))])
  })
  return { resealed: payees.resealed + files.resealed, unreadable: payees.unreadable + files.unreadable }
}

/** Page by page in the order of the key. */
const resealEach = async (pool: pg.Pool, table: string, key: string, column: string, reseal: (row: SealedRow) => Promise<number>): Promise<Resealed> => {
  let [resealed, unreadable] = [0, 0]
  for (let page: SealedRow[] = [], after: string | null = null; ; after = page.at(-1)!.no) {
    page = (await pool.query<SealedRow>(
      `SELECT ${key} AS no, ${column} AS sealed FROM ${table} WHERE ${column} IS NOT NULL AND ($1::text IS NULL OR ${key}::text > $1) ORDER BY ${key}::text LIMIT ${AT_ONCE}`, [after],
    )).rows
    for (const row of page) {
      try {
        resealed += await reseal(row)
      } catch (error) {
        if (!(error instanceof DoesNotOpen)) throw error
        unreadable += 1
      }
    }
    if (page.length < AT_ONCE) return { resealed, unreadable }
  }
}

const changed = async (pool: pg.Pool, text: string, values: readonly unknown[]): Promise<number> =>
  (await step('transfer.reseal', () => pool.query(text, [...values]))).rowCount ?? 0
