import { waitForPosition } from '@recourse/event-flow'
import type { Pool } from 'pg'
import { payoutSendingProjection } from './payout-sending.projection.js'

/** A payout that was not sent since its channel was stopped. */
export interface HeldBack {
  readonly caseId: string
  readonly payoutNo: number
}

/** What a channel's stop held back of a tenant's payouts, oldest first; undefined while the view has not seen everything up to `position`. */
export type FindHeldBack = (tenant: string, channel: string, position: string) => Promise<readonly HeldBack[] | undefined>

const VIEW_WITHIN_ms = 2_000

export const heldBackIn = (pool: Pool): FindHeldBack => async (tenant, channel, position) => {
  if (!(await waitForPosition(pool, payoutSendingProjection.name, position, VIEW_WITHIN_ms))) return undefined
  const { rows } = await pool.query<HeldBack>(
    `SELECT case_id AS "caseId", payout_no AS "payoutNo" FROM payout_sending
     WHERE tenant = $1 AND channel = $2 AND held_back_at IS NOT NULL AND (sent_at IS NULL OR sent_at <= held_back_at) ORDER BY held_back_at`,
    [tenant, channel],
  )
  return rows
}
