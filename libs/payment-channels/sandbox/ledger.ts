import { createHash } from 'node:crypto'
import { money } from '@recourse/kernel'
import type pg from 'pg'
import type { ChannelErrorCode } from '../error-messages.js'
import type { Behaviour, Fault } from './behaviours.js'
import { decideRefund, type KnownRefund, type RefundDecision, type RefundFacts } from './decide-refund.js'
import { LEDGER_PAGE, type Movement, type RefundBody, type RefundState } from './wire.js'

interface RefundRow {
  out_refund_no: string
  payment_reference: string
  amount_minor: string
  currency: string
  channel_reference: string
  status: KnownRefund['status']
  failure_code: ChannelErrorCode | null
  comes_back: boolean
  times_queried: number
  changed_at: Date
}

const SUCCEEDS_AT_QUERY = 2
const MOVEMENT_LOCK = 7_265_312

/** The sandbox's durable memory: what is acknowledged survives `kill -9`. Payee details are never written. */
export class SandboxLedger {
  constructor(private readonly pool: pg.Pool) {}

  /** One transaction: locks the payment, decides, records, moves the money. */
  refund(request: RefundBody, behaviour: Behaviour): Promise<RefundState> {
    return this.transaction(async (client) => {
      const facts = await lockFacts(client, request)
      const decision = decideRefund(facts.facts, request, behaviour)
      if (decision.kind === 'refuse') return { outcome: 'failed', code: decision.code }
      if (decision.kind === 'repeat') return stateOf(facts.row!)
      return record(client, request, decision)
    })
  }

  /** What is known of a number. Asking also lets time pass: a pending refund is paid at the second query, a bounced one has come back at the first. */
  query(outRefundNo: string): Promise<RefundState> {
    return this.transaction(async (client) => {
      const row = await lockRefund(client, outRefundNo)
      if (!row) return { outcome: 'not-found' }
      const next = nextStatus(row)
      const { rows } = await client.query<RefundRow>(
        `UPDATE sandbox_channel.refund
         SET times_queried = times_queried + 1, status = $2, changed_at = CASE WHEN status = $2 THEN changed_at ELSE now() END
         WHERE out_refund_no = $1 RETURNING *`,
        [outRefundNo, next],
      )
      if (next === 'succeeded' && row.status === 'pending') await move(client, outRefundNo, 'out')
      if (next === 'returned' && row.status === 'succeeded') await move(client, outRefundNo, 'back')
      return stateOf(rows[0]!)
    })
  }

  /** At most 1,000 movements after `after`, oldest first. */
  async movements(after: number): Promise<Movement[]> {
    const { rows } = await this.pool.query<RefundRow & { seq: string; direction: Movement['direction']; at: Date }>(
      `SELECT m.seq, m.direction, m.at, r.* FROM sandbox_channel.movement m JOIN sandbox_channel.refund r USING (out_refund_no)
       WHERE m.seq > $1 ORDER BY m.seq LIMIT $2`,
      [after, LEDGER_PAGE],
    )
    return rows.map((row) => ({
      seq: Number(row.seq),
      outRefundNo: row.out_refund_no,
      paymentReference: row.payment_reference,
      direction: row.direction,
      amount: money(Number(row.amount_minor), row.currency),
      at: row.at.toISOString(),
    }))
  }

  /** True for the first caller only: a fault strikes once per refund number, also across restarts. */
  async claimFault(outRefundNo: string, fault: Fault): Promise<boolean> {
    const claim = 'INSERT INTO sandbox_channel.fault (out_refund_no, fault) VALUES ($1, $2) ON CONFLICT DO NOTHING'
    const { rowCount } = await this.pool.query(claim, [outRefundNo, fault])
    return rowCount === 1
  }

  /** @throws Error when the database is away or not migrated */
  async check(): Promise<void> {
    await this.pool.query('SELECT 1 FROM sandbox_channel.fault LIMIT 1')
  }

  private async transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect()
    try {
      await client.query('BEGIN')
      const result = await work(client)
      await client.query('COMMIT')
      client.release()
      return result
    } catch (error) {
      // The connection is thrown away: whatever state it is in, the server rolls back.
      client.release(true)
      throw error
    }
  }
}

const lockFacts = async (client: pg.PoolClient, request: RefundBody): Promise<{ facts: RefundFacts; row: RefundRow | undefined }> => {
  const { paymentReference, outRefundNo, paid } = request
  await client.query('INSERT INTO sandbox_channel.payment (reference, paid_minor, currency) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    paymentReference,
    paid.minor,
    paid.currency,
  ])
  const payment = await client.query<{ paid_minor: string; currency: string }>(
    'SELECT paid_minor, currency FROM sandbox_channel.payment WHERE reference = $1 FOR UPDATE',
    [paymentReference],
  )
  const row = await lockRefund(client, outRefundNo)
  const committed = await client.query<{ committed_minor: string }>(
    `SELECT coalesce(sum(amount_minor), 0)::bigint AS committed_minor FROM sandbox_channel.refund
     WHERE payment_reference = $1 AND out_refund_no <> $2 AND status IN ('pending', 'succeeded', 'abnormal')`,
    [paymentReference, outRefundNo],
  )
  const { paid_minor, currency } = payment.rows[0]!
  const facts = { paid: money(Number(paid_minor), currency), committed_minor: Number(committed.rows[0]!.committed_minor), known: row && knownRefund(row) }
  return { facts, row }
}

const lockRefund = async (client: pg.PoolClient, outRefundNo: string): Promise<RefundRow | undefined> => {
  const { rows } = await client.query<RefundRow>('SELECT * FROM sandbox_channel.refund WHERE out_refund_no = $1 FOR UPDATE', [outRefundNo])
  return rows[0]
}

const knownRefund = (row: RefundRow): KnownRefund => ({
  paymentReference: row.payment_reference,
  amount: money(Number(row.amount_minor), row.currency),
  status: row.status,
  failureCode: row.failure_code,
})

const record = async (client: pg.PoolClient, request: RefundBody, decision: RefundDecision & { kind: 'record' }): Promise<RefundState> => {
  const { outRefundNo, paymentReference, amount } = request
  const { rows } = await client.query<RefundRow>(
    `INSERT INTO sandbox_channel.refund AS known
       (out_refund_no, payment_reference, amount_minor, currency, channel_reference, status, failure_code, comes_back, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())
     ON CONFLICT (out_refund_no) DO UPDATE
       SET status = excluded.status, failure_code = excluded.failure_code, comes_back = excluded.comes_back, times_queried = 0, changed_at = excluded.changed_at
       WHERE known.payment_reference = excluded.payment_reference
     RETURNING *`,
    [outRefundNo, paymentReference, amount.minor, amount.currency, channelReferenceOf(outRefundNo), decision.status, decision.failureCode, decision.comesBack],
  )
  // Requests for one payment wait for each other; one for another payment may have taken the number in the meantime.
  if (!rows[0]) return { outcome: 'failed', code: 'REFUND_NUMBER_REUSED' }
  if (decision.status === 'succeeded') await move(client, outRefundNo, 'out')
  return stateOf(rows[0])
}

const move = async (client: pg.PoolClient, outRefundNo: string, direction: Movement['direction']): Promise<void> => {
  // Always the last lock of a transaction: it makes the order of `seq` the order of commits, so that reading on after a `seq` misses nothing.
  await client.query('SELECT pg_advisory_xact_lock($1)', [MOVEMENT_LOCK])
  await client.query('INSERT INTO sandbox_channel.movement (out_refund_no, direction, at) VALUES ($1, $2, now())', [outRefundNo, direction])
}

const channelReferenceOf = (outRefundNo: string): string => `SBX${createHash('sha256').update(outRefundNo).digest('hex').slice(0, 24)}`

const nextStatus = (row: RefundRow): RefundRow['status'] => {
  if (row.status === 'pending' && row.times_queried + 1 >= SUCCEEDS_AT_QUERY) return 'succeeded'
  if (row.status === 'succeeded' && row.comes_back) return 'returned'
  return row.status
}

const stateOf = (row: RefundRow): RefundState => {
  const channelReference = row.channel_reference
  const at = row.changed_at.toISOString()
  switch (row.status) {
    case 'pending':
      return { outcome: 'pending', channelReference }
    case 'succeeded':
      return { outcome: 'succeeded', channelReference, settledAt: at, amount: money(Number(row.amount_minor), row.currency) }
    case 'failed':
      return { outcome: 'failed', code: row.failure_code! }
    case 'abnormal':
      return { outcome: 'abnormal', channelReference, code: 'PAYEE_UNREACHABLE' satisfies ChannelErrorCode }
    case 'returned':
      return { outcome: 'returned', channelReference, returnedAt: at, code: 'TRANSFER_RETURNED' satisfies ChannelErrorCode }
  }
}
