import type { Pool } from 'pg'
import { TryAgainLater, waitForPosition } from '@recourse/event-flow'
import type { OpenedCase, RiskHistory } from '@recourse/refund-case'
import { refundCaseProjection } from '../read/cases/refund-case.projection.js'
import { evidenceHashProjection } from '../read/evidence-hashes/evidence-hash.projection.js'

const PATIENCE_ms = 10_000

interface Counts {
  readonly last_90_days: number
  readonly last_24_hours: number
  readonly asked_minor: string
  readonly approved_minor: string
}

/**
 * What the log said of the customer when the case came under review, at `position`, without the case itself. Views lag, so they are waited for:
 * every case opened and every file handed in before that position counts, so that of a burst the later ones see the earlier ones. Windows end
 * when the case was opened. `refundedShare_percent` = of what the customer asked back in the 90 days before, the share that was approved.
 * @throws TryAgainLater when a view does not get there within 10 s.
 */
export const customerHistory = async (pool: Pool, { caseId, customer, openedAt, evidence }: OpenedCase, tenant: string, position: string): Promise<RiskHistory> => {
  for (const { name } of [refundCaseProjection, evidenceHashProjection]) {
    if (!(await waitForPosition(pool, name, position, PATIENCE_ms))) throw new TryAgainLater(`the view ${name} has not seen ${position} yet`)
  }
  const { rows: [counts] } = await pool.query<Counts>(
    `SELECT count(*)::integer AS last_90_days, (count(*) FILTER (WHERE opened_at > $4::timestamptz - interval '24 hours'))::integer AS last_24_hours,
       coalesce(sum(requested_minor), 0) AS asked_minor, coalesce(sum(approved_minor), 0) AS approved_minor
     FROM refund_case WHERE tenant = $1 AND customer = $2 AND case_id <> $3 AND opened_at <= $4 AND opened_at > $4::timestamptz - interval '90 days'`,
    [tenant, customer, caseId, openedAt],
  )
  const { rows: [same] } = await pool.query<{ cases: number }>(
    'SELECT count(DISTINCT case_id)::integer AS cases FROM evidence_hash WHERE tenant = $1 AND sha256 = ANY($2) AND case_id <> $3',
    [tenant, evidence.map(({ sha256 }) => sha256), caseId],
  )
  const { last_90_days, last_24_hours, asked_minor, approved_minor } = counts!
  return {
    casesLast90Days: last_90_days,
    casesLast24Hours: last_24_hours,
    refundedShare_percent: Number(asked_minor) === 0 ? 0 : Math.floor((Number(approved_minor) * 100) / Number(asked_minor)),
    sameEvidenceOnOtherCases: same!.cases,
  }
}
