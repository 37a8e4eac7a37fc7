import { money, step, type Instant, type Money } from '@recourse/kernel'
import type pg from 'pg'
import type { PayeeDetails } from '../port.js'
import { WITHDRAWN } from './errors.js'
import { filePlace, type PayeeVault } from './payee-vault.js'
import { resealLedger, type Resealed } from './reseal.js'

/** `batched` = in a file; what became of the file says the rest. */
export type InstructionStatus = 'queued' | 'batched' | 'paid' | 'failed' | 'returned'

/** `sending` = it may have reached the bank. */
export type FileStatus = 'cut' | 'sending' | 'sent' | 'freed'

export interface Instruction {
  readonly outRefundNo: string
  readonly tenant: string
  readonly paymentReference: string
  readonly amount: Money
  readonly payeeDigest: string
  readonly accountLast4: string
  readonly status: InstructionStatus
  readonly fileNo: string | null
  /** The bank's own code of the failure or of the return. */
  readonly bankCode: string | null
  /** What the bank says that it paid, and when. */
  readonly settled: { readonly amount: Money; readonly at: Instant } | null
  readonly returnedAt: Instant | null
}

export interface TransferFileRecord {
  readonly fileNo: string
  readonly tenant: string
  readonly sha256: string
  readonly status: FileStatus
}

export interface QueuedInstruction {
  readonly instruction: Instruction
  readonly payee: PayeeDetails
  readonly remark: string
}

interface InstructionRow {
  out_refund_no: string
  tenant: string
  payment_reference: string
  amount_minor: string
  remark: string
  payee_sealed: Buffer | null
  payee_digest: string
  account_last4: string
  status: InstructionStatus
  file_no: string | null
  bank_code: string | null
  settled_minor: string | null
  settled_at: Date | null
  returned_at: Date | null
}

interface FileRow {
  file_no: string
  tenant: string
  content_sealed: Buffer | null
  sha256: string
  status: FileStatus
}

const CURRENCY = 'CNY'

/** What one transaction can do. A payment is locked before its instructions, a file before its own. */
export class LedgerTransaction {
  constructor(private readonly client: pg.ClientBase, private readonly vault: PayeeVault, readonly now: Instant) {}

  /** Locks a payment of a tenant. The first refund of it says what was paid. */
  async payment({ tenant, paymentReference, paid }: Pick<Instruction, 'tenant' | 'paymentReference'> & { readonly paid: Money }): Promise<Money> {
    await this.client.query('INSERT INTO bank_transfer_payment VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [tenant, paymentReference, paid.minor, paid.currency])
    const { rows } = await this.client.query<{ paid_minor: string; currency: string }>(
      'SELECT paid_minor, currency FROM bank_transfer_payment WHERE tenant = $1 AND reference = $2 FOR UPDATE', [tenant, paymentReference],
    )
    return money(Number(rows[0]!.paid_minor), rows[0]!.currency)
  }

  /** Locks an instruction. */
  async instruction(outRefundNo: string): Promise<Instruction | undefined> {
    const { rows } = await this.client.query<InstructionRow>('SELECT * FROM bank_transfer_instruction WHERE out_refund_no = $1 FOR UPDATE', [outRefundNo])
    return rows[0] && instructionOf(rows[0])
  }

  /** What other refunds of its payment have paid or may still pay, in fen. */
  async committed_minor({ tenant, paymentReference, outRefundNo }: Pick<Instruction, 'tenant' | 'paymentReference' | 'outRefundNo'>): Promise<number> {
    const { rows } = await this.client.query<{ sum: string }>(
      `SELECT coalesce(sum(amount_minor), 0) AS sum FROM bank_transfer_instruction
       WHERE tenant = $1 AND payment_reference = $2 AND out_refund_no <> $3 AND status IN ('queued', 'batched', 'paid')`,
      [tenant, paymentReference, outRefundNo],
    )
    return Number(rows[0]!.sum)
  }

  /** A new instruction, or one that failed with the payee it has now; false when another payment's took the number at this moment. */
  async enqueue(refund: Pick<Instruction, 'outRefundNo' | 'tenant' | 'paymentReference' | 'amount'>, payee: PayeeDetails, remark: string): Promise<boolean> {
    const { outRefundNo, tenant, paymentReference, amount } = refund
    const { rowCount } = await this.client.query(
      `INSERT INTO bank_transfer_instruction AS known
         (out_refund_no, tenant, payment_reference, amount_minor, remark, payee_sealed, payee_digest, account_last4, status, queued_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', $9)
       ON CONFLICT (out_refund_no) DO UPDATE
         SET status = 'queued', payee_sealed = excluded.payee_sealed, payee_digest = excluded.payee_digest, account_last4 = excluded.account_last4,
             file_no = NULL, bank_code = NULL, queued_at = excluded.queued_at
         WHERE known.tenant = excluded.tenant AND known.payment_reference = excluded.payment_reference AND known.amount_minor = excluded.amount_minor AND known.status = 'failed'`,
      [
        outRefundNo, tenant, paymentReference, amount.minor, remark, this.vault.sealPayee(payee, outRefundNo), this.vault.digest(payee, outRefundNo),
        payee.accountNo.slice(-4), this.now,
      ],
    )
    return rowCount === 1
  }

  /** The oldest queued instructions of a tenant, locked. Waits for whoever holds one at this moment, and leaves it out if it went into another batch meanwhile. */
  async queued(tenant: string, limit: number): Promise<QueuedInstruction[]> {
    const { rows } = await this.client.query<InstructionRow>(
      `SELECT * FROM bank_transfer_instruction WHERE tenant = $1 AND status = 'queued' ORDER BY queued_at, out_refund_no LIMIT $2 FOR UPDATE`,
      [tenant, limit],
    )
    return rows.map((row) => ({ instruction: instructionOf(row), payee: this.vault.openPayee(row.payee_sealed!, row.out_refund_no), remark: row.remark }))
  }

  /** Locks a file. */
  async file(fileNo: string): Promise<TransferFileRecord | undefined> {
    const { rows } = await this.client.query<FileRow>('SELECT * FROM bank_transfer_file WHERE file_no = $1 FOR UPDATE', [fileNo])
    return rows[0] && fileOf(rows[0])
  }

  async addFile({ fileNo, tenant, sha256 }: Omit<TransferFileRecord, 'status'>, content: Uint8Array, outRefundNos: readonly string[]): Promise<void> {
    await this.client.query(`INSERT INTO bank_transfer_file VALUES ($1, $2, $3, $4, 'cut', $5)`, [fileNo, tenant, this.vault.seal(content, filePlace(fileNo)), sha256, this.now])
    await this.client.query(`UPDATE bank_transfer_instruction SET status = 'batched', file_no = $1 WHERE out_refund_no = ANY($2)`, [fileNo, outRefundNos])
  }

  async setFile(fileNo: string, status: FileStatus): Promise<void> {
    await this.client.query('UPDATE bank_transfer_file SET status = $2 WHERE file_no = $1', [fileNo, status])
  }

  /** What waits in a file is queued again, at its old place. Of a file that never left nothing but its hash is kept. */
  async free(fileNo: string): Promise<void> {
    await this.client.query(
      `UPDATE bank_transfer_file SET status = 'freed', content_sealed = CASE WHEN status = 'cut' THEN NULL ELSE content_sealed END WHERE file_no = $1`, [fileNo],
    )
    await this.client.query(`UPDATE bank_transfer_instruction SET status = 'queued', file_no = NULL WHERE file_no = $1 AND status = 'batched'`, [fileNo])
  }

  /** Paid: the payee's details are needed no more. */
  async paid(outRefundNo: string, { amount_minor, at, serial }: { readonly amount_minor: number; readonly at: Instant; readonly serial: string }): Promise<void> {
    await this.client.query(
      `UPDATE bank_transfer_instruction SET status = 'paid', payee_sealed = NULL, bank_code = NULL, bank_serial = $2, settled_minor = $3, settled_at = $4 WHERE out_refund_no = $1`,
      [outRefundNo, serial, amount_minor, at],
    )
  }

  /** Failed: whoever sends it again says anew to whom. */
  async failed(outRefundNo: string, bankCode: string): Promise<void> {
    await this.client.query(`UPDATE bank_transfer_instruction SET status = 'failed', payee_sealed = NULL, bank_code = $2 WHERE out_refund_no = $1`, [outRefundNo, bankCode])
  }

  /** What is in no file leaves the queue for good; false when it is not, or no longer, in the queue. */
  async withdraw(outRefundNo: string): Promise<boolean> {
    const { rowCount } = await this.client.query(
      `UPDATE bank_transfer_instruction SET status = 'failed', payee_sealed = NULL, bank_code = $2
       WHERE out_refund_no = $1 AND (status = 'queued' OR (status = 'failed' AND bank_code = $2))`,
      [outRefundNo, WITHDRAWN],
    )
    return rowCount === 1
  }

  async returned(outRefundNo: string, bankCode: string, at: Instant): Promise<void> {
    await this.client.query(
      `UPDATE bank_transfer_instruction SET status = 'returned', payee_sealed = NULL, bank_code = $2, returned_at = $3 WHERE out_refund_no = $1`, [outRefundNo, bankCode, at],
    )
  }

  /** The hash of a return file that was read before under the number; undefined when this is the first time, and then it is kept. */
  async keepReturn(file: { readonly returnNo: string; readonly fileNo: string; readonly sha256: string; readonly content: Uint8Array; readonly signature: string }): Promise<string | undefined> {
    const { rowCount } = await this.client.query(
      'INSERT INTO bank_transfer_return VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING',
      [file.returnNo, file.fileNo, file.sha256, Buffer.from(file.content), file.signature, this.now],
    )
    if (rowCount === 1) return undefined
    const { rows } = await this.client.query<{ sha256: string }>('SELECT sha256 FROM bank_transfer_return WHERE return_no = $1', [file.returnNo])
    return rows[0]!.sha256
  }
}

/** The channel's durable memory. Payees and files are sealed; only the last four digits of an account stand in clear. */
export class TransferLedger {
  constructor(private readonly pool: pg.Pool, private readonly vault: PayeeVault, private readonly now: () => Instant) {}

  /** Everything in `work` or nothing of it, as the step `transfer.<name>`. */
  transaction<T>(name: string, work: (transaction: LedgerTransaction) => Promise<T>): Promise<T> {
    return step(`transfer.${name}`, () => this.inTransaction(work))
  }

  private async inTransaction<T>(work: (transaction: LedgerTransaction) => Promise<T>): Promise<T> {
    const client = await this.pool.connect()
    try {
      await client.query('BEGIN')
      const result = await work(new LedgerTransaction(client, this.vault, this.now()))
      await client.query('COMMIT')
      client.release()
      return result
    } catch (error) {
      // The connection is thrown away: whatever state it is in, the server rolls back.
      client.release(true)
      throw error
    }
  }

  async instruction(outRefundNo: string): Promise<Instruction | undefined> {
    return (await this.instructionsWhere('out_refund_no = $1', outRefundNo))[0]
  }

  async instructionsOf(fileNo: string): Promise<Instruction[]> {
    return this.instructionsWhere('file_no = $1', fileNo)
  }

  async file(fileNo: string): Promise<TransferFileRecord | undefined> {
    const row = await this.fileRow(fileNo)
    return row && fileOf(row)
  }

  /** The exact bytes of a file; undefined for one that was freed before it left. */
  async contentOf(fileNo: string): Promise<Buffer | undefined> {
    const row = await this.fileRow(fileNo)
    return row?.content_sealed ? this.vault.open(row.content_sealed, filePlace(fileNo)) : undefined
  }

  /** Files that have waited for their checker since an instant or longer. */
  async filesCutUntil(until: Instant): Promise<TransferFileRecord[]> {
    return (await this.pool.query<FileRow>(`SELECT * FROM bank_transfer_file WHERE status = 'cut' AND made_at <= $1 ORDER BY made_at`, [until])).rows.map(fileOf)
  }

  /** How many instructions of a tenant wait to be put into a file, and what they come to, in fen. */
  async queueOf(tenant: string): Promise<{ readonly count: number; readonly total_minor: number }> {
    const { rows } = await this.pool.query<{ count: string; total: string }>(
      `SELECT count(*) AS count, coalesce(sum(amount_minor), 0) AS total FROM bank_transfer_instruction WHERE tenant = $1 AND status = 'queued'`, [tenant],
    )
    return { count: Number(rows[0]!.count), total_minor: Number(rows[0]!.total) }
  }

  /** See `resealLedger`. */
  reseal(): Promise<Resealed> {
    return resealLedger(this.pool, this.vault)
  }

  /** How far the bank's list of return files has been read; 0 at first. */
  async progress(customerNo: string): Promise<number> {
    const { rows } = await this.pool.query<{ seq: string }>('SELECT seq FROM bank_transfer_progress WHERE customer_no = $1', [customerNo])
    return Number(rows[0]?.seq ?? 0)
  }

  async advance(customerNo: string, seq: number): Promise<void> {
    await step('transfer.read-on', () => this.pool.query(
      `INSERT INTO bank_transfer_progress AS known VALUES ($1, $2)
       ON CONFLICT (customer_no) DO UPDATE SET seq = greatest(known.seq, excluded.seq)`, [customerNo, seq],
    ))
  }

  private async instructionsWhere(condition: string, value: string): Promise<Instruction[]> {
    const { rows } = await this.pool.query<InstructionRow>(`SELECT * FROM bank_transfer_instruction WHERE ${condition} ORDER BY queued_at, out_refund_no`, [value])
    return rows.map(instructionOf)
  }

  private async fileRow(fileNo: string): Promise<FileRow | undefined> {
    return (await this.pool.query<FileRow>('SELECT * FROM bank_transfer_file WHERE file_no = $1', [fileNo])).rows[0]
  }
}

const instructionOf = (row: InstructionRow): Instruction => ({
  outRefundNo: row.out_refund_no,
  tenant: row.tenant,
  paymentReference: row.payment_reference,
  amount: money(Number(row.amount_minor), CURRENCY),
  payeeDigest: row.payee_digest,
  accountLast4: row.account_last4,
  status: row.status,
  fileNo: row.file_no,
  bankCode: row.bank_code,
  settled: row.settled_minor === null ? null : { amount: money(Number(row.settled_minor), CURRENCY), at: row.settled_at!.toISOString() },
  returnedAt: row.returned_at?.toISOString() ?? null,
})

const fileOf = ({ file_no, tenant, sha256, status }: FileRow): TransferFileRecord => ({ fileNo: file_no, tenant, sha256, status })
