import { addMilliseconds, step, type Instant } from '@recourse/kernel'
import type { Pool } from 'pg'

/** Longer than any channel lets a payment be refunded, or repeats a notice about it. */
const KEPT_ms = 400 * 86_400_000

/** A notice that was verified and acknowledged. Nothing of it is believed but which refund to ask about. */
export interface StoredNotice {
  readonly channel: string
  readonly noticeId: string
  readonly outRefundNo: string
  readonly paymentReference: string
}

export interface WaitingNotice extends StoredNotice {
  /** How often it was taken up in vain. */
  readonly attempts: number
}

/** Notices of payment channels, from the moment they are acknowledged until the channel was asked about them. */
export class NoticeInbox {
  constructor(private readonly pool: Pool) {}

  /** False when it was stored before, whether it has been handled since or not. */
  async store({ channel, noticeId, outRefundNo, paymentReference }: StoredNotice, bodySha256: string, receivedAt: Instant): Promise<boolean> {
    const { rowCount } = await step('notice.store', () => this.pool.query(
      `INSERT INTO channel_notice (channel, notice_id, out_refund_no, payment_reference, body_sha256, received_at, due_at) VALUES ($1, $2, $3, $4, $5, $6, $6)
       ON CONFLICT DO NOTHING`,
      [channel, noticeId, outRefundNo, paymentReference, bodySha256, receivedAt],
    ))
    return rowCount === 1
  }

  /** What waits and is due, oldest first. */
  async waiting(now: Instant, limit: number): Promise<WaitingNotice[]> {
    const { rows } = await this.pool.query<WaitingNotice>(
      `SELECT channel, notice_id AS "noticeId", out_refund_no AS "outRefundNo", payment_reference AS "paymentReference", attempts
       FROM channel_notice WHERE handled_at IS NULL AND due_at <= $1 ORDER BY due_at LIMIT $2`,
      [now, limit],
    )
    return rows
  }

  async handled({ channel, noticeId }: StoredNotice, outcome: string, now: Instant): Promise<void> {
    await step('notice.mark', () =>
      this.pool.query('UPDATE channel_notice SET handled_at = $3, outcome = $4 WHERE channel = $1 AND notice_id = $2', [channel, noticeId, now, outcome]))
  }

  async again({ channel, noticeId }: StoredNotice, outcome: string, dueAt: Instant): Promise<void> {
    await step('notice.put-off', () => this.pool.query(
      'UPDATE channel_notice SET attempts = attempts + 1, due_at = $3, outcome = $4 WHERE channel = $1 AND notice_id = $2', [channel, noticeId, dueAt, outcome],
    ))
  }

  /** Forgets what was handled 400 days ago, oldest first, and never what waits. Answers how many. */
  async forget(now: Instant, limit: number): Promise<number> {
    const { rowCount } = await step('notice.forget', () => this.pool.query(
      `DELETE FROM channel_notice WHERE (channel, notice_id) IN
       (SELECT channel, notice_id FROM channel_notice WHERE handled_at < $1 ORDER BY handled_at LIMIT $2)`,
      [addMilliseconds(now, -KEPT_ms), limit],
    ))
    return rowCount ?? 0
  }
}
