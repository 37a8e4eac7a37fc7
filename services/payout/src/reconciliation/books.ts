import { waitForPosition } from '@recourse/event-flow'
import type { EventStore } from '@recourse/event-store'
import { money, type Instant } from '@recourse/kernel'
import { ProblemError } from '@recourse/platform'
import type { EntryKind, OurEntry } from '@recourse/reconciliation'
import type { Pool } from 'pg'
import { payoutMovementProjection } from '../read/payout-movements/payout-movement.projection.js'

/** An entry of ours, and whose it is. */
export type BookedEntry = OurEntry & { readonly tenant: string }

/** A payout whose number a statement names. */
export interface BookedPayout {
  readonly tenant: string
  readonly caseId: string
  readonly payoutNo: number
  readonly outRefundNo: string
  readonly entries: readonly BookedEntry[]
}

interface MovementRow {
  readonly tenant: string
  readonly case_id: string
  readonly payout_no: number
  readonly out_refund_no: string
  readonly amount_minor: string
  readonly currency: string
  readonly settled_at: Date | null
  readonly returned_at: Date | null
}

const UP_TO_DATE_WITHIN_MS = 5_000

/** What our books say about the money of a channel. */
export class Books {
  constructor(private readonly pool: Pool, private readonly store: EventStore) {}

  /** Resolves once they hold everything recorded until now. @throws ProblemError NotYetVisible */
  async upToDate(): Promise<void> {
    const { name } = payoutMovementProjection
    if (!(await waitForPosition(this.pool, name, await this.store.head(), UP_TO_DATE_WITHIN_MS))) throw new ProblemError('NotYetVisible', { view: name })
  }

  /**
   * What moved from the first instant on and before the second. Of a payout that had left and come back before anybody knew, one answer told both: nobody
   * knows when it left, so only its return has a day.
   */
  async between(tenant: string, channel: string, from: Instant, before: Instant): Promise<BookedEntry[]> {
    const { rows } = await this.pool.query<MovementRow>(
      `SELECT * FROM ${payoutMovementProjection.name}
       WHERE tenant = $1 AND channel = $2 AND ((settled_at >= $3 AND settled_at < $4) OR (returned_at >= $3 AND returned_at < $4))`,
      [tenant, channel, from, before],
    )
    return rows.flatMap((row) => entriesOf(row).filter(({ kind, at }) => at >= from && at < before && !(kind === 'refund' && leftUnseen(row))))
  }

  /** The payouts of any tenant behind refund numbers. */
  async withNumbers(channel: string, numbers: readonly string[]): Promise<BookedPayout[]> {
    const { rows } = await this.pool.query<MovementRow>(
      `SELECT * FROM ${payoutMovementProjection.name} WHERE tenant = ANY($1) AND channel = $2 AND out_refund_no = ANY($3)`,
      [await this.tenants(), channel, numbers],
    )
    return rows.map((row) => ({ tenant: row.tenant, caseId: row.case_id, payoutNo: row.payout_no, outRefundNo: row.out_refund_no, entries: entriesOf(row) }))
  }

  /** Every tenant who pays through a channel, and when it first asked for that: money may have left that nobody has booked yet. */
  async tenantsOf(channel: string): Promise<ReadonlyMap<string, Instant>> {
    const { rows } = await this.pool.query<{ tenant: string; first: Date }>(
      `SELECT tenant, min(least(requested_at, settled_at)) AS first FROM ${payoutMovementProjection.name} WHERE channel = $1 GROUP BY tenant ORDER BY tenant`,
      [channel],
    )
    return new Map(rows.map(({ tenant, first }) => [tenant, first.toISOString()]))
  }

  /** Every tenant that pays through any channel. */
  async tenants(): Promise<string[]> {
    const { rows } = await this.pool.query<{ tenant: string }>(`SELECT DISTINCT tenant FROM ${payoutMovementProjection.name} ORDER BY tenant`)
    return rows.map(({ tenant }) => tenant)
  }
}

const entriesOf = (row: MovementRow): BookedEntry[] => [...entryOf(row, 'refund', row.settled_at), ...entryOf(row, 'return', row.returned_at)]

const entryOf = ({ tenant, case_id, payout_no, out_refund_no, amount_minor, currency }: MovementRow, kind: EntryKind, at: Date | null): BookedEntry[] => {
  if (!at) return []
  return [{ tenant, caseId: case_id, payoutNo: payout_no, outRefundNo: out_refund_no, kind, amount: money(Number(amount_minor), currency), at: at.toISOString() }]
}

const leftUnseen = ({ settled_at, returned_at }: MovementRow): boolean => settled_at?.getTime() === returned_at?.getTime()
