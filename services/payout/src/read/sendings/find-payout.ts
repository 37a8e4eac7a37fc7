import type { Pool } from 'pg'

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

/** The payout that a channel knows by this number, as far as the view has seen. */
export const findPayout = async (pool: Pool, outRefundNo: string): Promise<PayoutPlace | undefined> =>
  (await pool.query<PayoutPlace>(BY_NUMBER, [outRefundNo])).rows[0]
