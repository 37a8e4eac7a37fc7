import { money, type Instant, type Money } from '@recourse/kernel'
import type pg from 'pg'

/** What a sandbox keeps about a refund. Payee details are never written. */
export interface LedgerRefund<Status extends string> {
  readonly outRefundNo: string
  readonly paymentReference: string
  readonly amount: Money
  readonly channelReference: string
  readonly status: Status
  readonly failureCode: string | null
  /** What happens to it next, by the name of a behaviour. */
  readonly behaviour: string | null
  readonly timesQueried: number
  /** Where to send notices about it. */
  readonly notifyUrl: string | null
  readonly createdAt: Instant
  readonly changedAt: Instant
}

export interface LedgerPayment {
  readonly paid: Money
  /** When the first request named it: sandboxes know no payments of their own. */
  readonly paidAt: Instant
}

/** Money that moved, in the order in which it moved: `out` to a payee, `back` when it was returned. */
export interface LedgerMovement {
  readonly seq: number
  readonly outRefundNo: string
  readonly paymentReference: string
  readonly channelReference: string
  readonly direction: 'out' | 'back'
  readonly amount: Money
  readonly at: Instant
}

interface RefundRow {
  out_refund_no: string
  payment_reference: string
  amount_minor: string
  currency: string
  channel_reference: string
  status: string
  failure_code: string | null
  behaviour: string | null
  times_queried: number
  notify_url: string | null
  created_at: Date
  changed_at: Date
}

type MovementRow = RefundRow & { seq: string; direction: LedgerMovement['direction']; at: Date }

export const LEDGER_PAGE = 1_000

/** What one transaction can do; the payment has to be locked before its refunds are judged. */
export class LedgerTransaction<Status extends string> {
  constructor(private readonly client: pg.PoolClient, private readonly schema: string, readonly now: Instant) {}

  /** Locks a payment until the end of the transaction. The first request that names it says what was paid. */
  async payment(reference: string, paid: Money): Promise<LedgerPayment> {
    const insert = `INSERT INTO ${this.schema}.payment (reference, paid_minor, currency, paid_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`
    await this.client.query(insert, [reference, paid.minor, paid.currency, this.now])
    const { rows } = await this.client.query<{ paid_minor: string; currency: string; paid_at: Date }>(
      `SELECT paid_minor, currency, paid_at FROM ${this.schema}.payment WHERE reference = $1 FOR UPDATE`, [reference],
    )
    const { paid_minor, currency, paid_at } = rows[0]!
    return { paid: money(Number(paid_minor), currency), paidAt: paid_at.toISOString() }
  }

  /** What was paid in a payment that is known, without locking it. */
  async paid(reference: string): Promise<Money> {
    const { rows } = await this.client.query<{ paid_minor: string; currency: string }>(
      `SELECT paid_minor, currency FROM ${this.schema}.payment WHERE reference = $1`, [reference],
    )
    return money(Number(rows[0]!.paid_minor), rows[0]!.currency)
  }

  /** Locks a refund until the end of the transaction. */
  async refund(outRefundNo: string): Promise<LedgerRefund<Status> | undefined> {
    const { rows } = await this.client.query<RefundRow>(`SELECT * FROM ${this.schema}.refund WHERE out_refund_no = $1 FOR UPDATE`, [outRefundNo])
    return rows[0] && refundOf(rows[0])
  }

  async refundsOf(paymentReference: string): Promise<LedgerRefund<Status>[]> {
    const { rows } = await this.client.query<RefundRow>(`SELECT * FROM ${this.schema}.refund WHERE payment_reference = $1`, [paymentReference])
    return rows.map(refundOf<Status>)
  }

  /** At most 1,000 refunds of any payment that have had a status since an instant or longer, oldest first; locked, leaving out what others hold. */
  async refundsIn(status: Status, since: Instant): Promise<LedgerRefund<Status>[]> {
    const { rows } = await this.client.query<RefundRow>(
      `SELECT * FROM ${this.schema}.refund WHERE status = $1 AND changed_at <= $2 ORDER BY changed_at, out_refund_no LIMIT ${LEDGER_PAGE} FOR UPDATE SKIP LOCKED`,
      [status, since],
    )
    return rows.map(refundOf<Status>)
  }

  /** Refunds by when they were taken over, oldest first, each with when its money left, if that was before `seenAt`. */
  async createdBetween(from: Instant, before: Instant, seenAt: Instant): Promise<(LedgerRefund<Status> & { arrivedAt: Instant | null })[]> {
    const { rows } = await this.client.query<RefundRow & { arrived_at: Date | null }>(
      `SELECT r.*, (SELECT min(at) FROM ${this.schema}.movement m WHERE m.out_refund_no = r.out_refund_no AND m.direction = 'out' AND m.at < $3) AS arrived_at
       FROM ${this.schema}.refund r WHERE r.created_at >= $1 AND r.created_at < $2 ORDER BY r.created_at, r.out_refund_no`,
      [from, before, seenAt],
    )
    return rows.map((row) => ({ ...refundOf<Status>(row), arrivedAt: row.arrived_at?.toISOString() ?? null }))
  }

  /** Requests for one payment wait for each other; one for another payment may have taken the number in the meantime: then false, and nothing is written. */
  async save(refund: LedgerRefund<Status>): Promise<boolean> {
    const { rowCount } = await this.client.query(
      `INSERT INTO ${this.schema}.refund AS known
         (out_refund_no, payment_reference, amount_minor, currency, channel_reference, status, failure_code, behaviour, times_queried, notify_url, created_at, changed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       ON CONFLICT (out_refund_no) DO UPDATE
         SET status = excluded.status, failure_code = excluded.failure_code, behaviour = excluded.behaviour, times_queried = excluded.times_queried,
             changed_at = excluded.changed_at
         WHERE known.payment_reference = excluded.payment_reference`,
      [
        refund.outRefundNo, refund.paymentReference, refund.amount.minor, refund.amount.currency, refund.channelReference, refund.status, refund.failureCode,
        refund.behaviour, refund.timesQueried, refund.notifyUrl, refund.createdAt, refund.changedAt,
      ],
    )
    return rowCount === 1
  }

  /** For tables that a sandbox has beside the kit's. */
  async rows<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
    return (await this.client.query<Row>(text, [...values])).rows
  }

  /** Always the last thing a transaction locks: so the order of `seq` is the order of commits, and reading on after a `seq` misses nothing. */
  async move(outRefundNo: string, direction: LedgerMovement['direction']): Promise<void> {
    await this.client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`${this.schema}.movement`])
    await this.client.query(`INSERT INTO ${this.schema}.movement (out_refund_no, direction, at) VALUES ($1, $2, $3)`, [outRefundNo, direction, this.now])
  }
}

/** A sandbox's durable memory, in a schema of its own: what is acknowledged survives `kill -9`. */
export class RefundLedger<Status extends string> {
  constructor(private readonly pool: pg.Pool, private readonly schema: string, private readonly now: () => Date) {
    if (!/^[a-z_]+$/.test(schema)) throw new RangeError(`not a schema name: ${schema}`)
  }

  async transaction<T>(work: (transaction: LedgerTransaction<Status>) => Promise<T>): Promise<T> {
    const client = await this.pool.connect()
    try {
      await client.query('BEGIN')
      const result = await work(new LedgerTransaction<Status>(client, this.schema, this.now().toISOString()))
      await client.query('COMMIT')
      client.release()
      return result
    } catch (error) {
      // The connection is thrown away: whatever state it is in, the server rolls back.
      client.release(true)
      throw error
    }
  }

  /** At most 1,000 movements after `after`, oldest first. */
  async movements(after: number): Promise<LedgerMovement[]> {
    return this.movementsWhere('m.seq > $1', [after], `LIMIT ${LEDGER_PAGE}`)
  }

  /** From the first instant on and before the second, oldest first. */
  async movementsBetween(from: Instant, before: Instant): Promise<LedgerMovement[]> {
    return this.movementsWhere('m.at >= $1 AND m.at < $2', [from, before])
  }

  /** True for the first caller only: a fault strikes once per key, also across restarts. */
  async claimFault(key: string, fault: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(`INSERT INTO ${this.schema}.fault (out_refund_no, fault) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [key, fault])
    return rowCount === 1
  }

  /** @throws Error when the database is away or not migrated */
  async check(): Promise<void> {
    await this.pool.query(`SELECT 1 FROM ${this.schema}.fault LIMIT 1`)
  }

  private async movementsWhere(condition: string, values: unknown[], limit = ''): Promise<LedgerMovement[]> {
    const { rows } = await this.pool.query<MovementRow>(
      `SELECT m.seq, m.direction, m.at, r.* FROM ${this.schema}.movement m JOIN ${this.schema}.refund r USING (out_refund_no) WHERE ${condition} ORDER BY m.seq ${limit}`,
      values,
    )
    return rows.map((row) => ({
      seq: Number(row.seq),
      outRefundNo: row.out_refund_no,
      paymentReference: row.payment_reference,
      channelReference: row.channel_reference,
      direction: row.direction,
      amount: money(Number(row.amount_minor), row.currency),
      at: row.at.toISOString(),
    }))
  }
}

const refundOf = <Status extends string>(row: RefundRow): LedgerRefund<Status> => ({
  outRefundNo: row.out_refund_no,
  paymentReference: row.payment_reference,
  amount: money(Number(row.amount_minor), row.currency),
  channelReference: row.channel_reference,
  status: row.status as Status,
  failureCode: row.failure_code,
  behaviour: row.behaviour,
  timesQueried: row.times_queried,
  notifyUrl: row.notify_url,
  createdAt: row.created_at.toISOString(),
  changedAt: row.changed_at.toISOString(),
})
