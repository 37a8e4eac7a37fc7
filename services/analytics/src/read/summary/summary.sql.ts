/** Parameters of all: $1 tenant, $2 start, $3 end, $4 pack, $5 reason; null = any. */
const SELECTED = `SELECT * FROM case_fact
  WHERE tenant = $1 AND ($2::timestamptz IS NULL OR requested_at >= $2) AND ($3::timestamptz IS NULL OR requested_at < $3)
    AND ($4::text IS NULL OR pack = $4) AND ($5::text IS NULL OR reason = $5)`

/** One row of counts. Orders know neither pack nor reason: with a pack, those in its currency count. */
export const COUNTS = `
  WITH selected AS (${SELECTED})
  SELECT count(*)::float8 AS cases,
    count(DISTINCT order_id) FILTER (WHERE refunded_minor > 0)::float8 AS refunded_orders,
    (SELECT count(*) FROM order_fact
      WHERE tenant = $1 AND ($2::timestamptz IS NULL OR placed_at >= $2) AND ($3::timestamptz IS NULL OR placed_at < $3)
        AND ($4::text IS NULL OR currency IN (SELECT currency FROM case_fact WHERE tenant = $1 AND pack = $4)))::float8 AS orders,
    count(verdict)::float8 AS decided,
    count(*) FILTER (WHERE verdict = 'automatic')::float8 AS automatic,
    coalesce(sum(escalations), 0)::float8 AS escalations,
    coalesce(sum(resubmissions), 0)::float8 AS resubmissions,
    count(*) FILTER (WHERE payouts <> '{}'::jsonb)::float8 AS with_payout
  FROM selected`

/** Durations in hours: one row per measure, and one per measure, pack and payment channel (`channel` null: nothing paid yet). */
export const DURATIONS = `
  WITH selected AS (${SELECTED}), durations AS (
    SELECT measure, pack, channel, extract(epoch FROM took)::float8 / 3600 AS hours
    FROM selected CROSS JOIN LATERAL (VALUES
      ('processing_time', confirmed_at - opened_at), ('payout_sent_time', sent_at - approved_at),
      ('payout_arrival_time', confirmed_at - approved_at), ('time_to_first_action', first_action_at - opened_at)) AS duration (measure, took)
    WHERE took IS NOT NULL
  )
  SELECT measure, pack, channel, grouping(pack) = 1 AS overall, count(*)::float8 AS count, avg(hours) AS mean,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY hours) AS p50, percentile_cont(0.95) WITHIN GROUP (ORDER BY hours) AS p95, max(hours) AS max
  FROM durations GROUP BY GROUPING SETS ((measure), (measure, pack, channel)) ORDER BY measure, pack, channel`

/** Cases by the days of complete evidence and of the decision: few rows, however many cases. */
export const REVIEWED = `
  WITH selected AS (${SELECTED})
  SELECT to_char(evidence_complete_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS complete_on,
    to_char(decided_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS decided_on, count(*)::float8 AS cases
  FROM selected WHERE evidence_complete_at IS NOT NULL AND decided_at IS NOT NULL GROUP BY 1, 2`

/** Survey answers by how long the case took. */
export const SURVEYS = `
  WITH selected AS (${SELECTED})
  SELECT CASE WHEN confirmed_at IS NULL THEN 'not_paid' WHEN confirmed_at - opened_at <= interval '24 hours' THEN 'up_to_24_h'
      WHEN confirmed_at - opened_at <= interval '48 hours' THEN 'up_to_48_h' ELSE 'over_48_h' END AS cycle_time,
    count(*)::float8 AS answers, count(*) FILTER (WHERE survey_score >= 4)::float8 AS satisfied
  FROM selected WHERE survey_score IS NOT NULL GROUP BY 1 ORDER BY 1`

/** Complaints by the time they came, with the stage and pack version of their case; those about no case only without a pack or reason. */
export const COMPLAINTS = `
  SELECT complaint.stage, complaint.pack, complaint.pack_version, count(*)::float8 AS complaints
  FROM complaint_fact AS complaint LEFT JOIN case_fact AS about ON about.tenant = complaint.tenant AND about.case_id = complaint.case_id
  WHERE complaint.tenant = $1 AND ($2::timestamptz IS NULL OR complaint.opened_at >= $2) AND ($3::timestamptz IS NULL OR complaint.opened_at < $3)
    AND ($4::text IS NULL OR about.pack = $4) AND ($5::text IS NULL OR about.reason = $5)
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
