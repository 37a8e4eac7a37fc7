import { waitForPosition } from '@recourse/event-flow'
import type { Position } from '@recourse/event-store'
import type { Pool } from 'pg'
import { payoutSendingProjection } from './payout-sending.projection.js'

/** Which payout a refund number belongs to. */
export interface PayoutPlace {
  readonly tenant: string
  readonly caseId: string
  readonly payoutNo: number
  readonly channel: string
}

// Every index of a view begins with the tenant, and a channel knows of none: so each tenant is looked at by the index.
const BY_NUMBER = `
  WITH RECURSIVE tenants AS (
    (SELECT tenant FROM payout_sending ORDER BY tenant LIMIT 1)
    UNION ALL
    SELECT (SELECT sent.tenant FROM payout_sending sent WHERE sent.tenant > tenants.tenant ORDER BY sent.tenant LIMIT 1) FROM tenants WHERE tenants.tenant IS NOT NULL
  )
  SELECT sent.tenant, sent.case_id AS "caseId", sent.payout_no AS "payoutNo", sent.channel
  FROM tenants JOIN payout_sending sent ON sent.tenant = tenants.tenant AND sent.out_refund_no = $1`

/**
 * The payout that a channel knows by this number. A channel may be quicker than our view: only once that has seen everything up to the log's head a number is unknown.
 * @throws Error when the view does not catch up in time
 */
export type FindPayout = (outRefundNo: string, head: () => Promise<Position>) => Promise<PayoutPlace | undefined>

const VIEW_WITHIN_ms = 2_000

export const findPayoutIn = (pool: Pool): FindPayout => async (outRefundNo, head) => {
  const find = async (): Promise<PayoutPlace | undefined> => (await pool.query<PayoutPlace>(BY_NUMBER, [outRefundNo])).rows[0]
  const found = await find()
  if (found) return found
  if (!(await waitForPosition(pool, payoutSendingProjection.name, await head(), VIEW_WITHIN_ms))) throw new Error('the view of payouts is behind')
  return find()
}
