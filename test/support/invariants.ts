import type { System } from './system.js'

/** What must always be true, whatever was killed or wiped. Numbers as in docs/architecture.md. */
export interface Fault {
  readonly invariant: string
  readonly details: unknown
}

/** Queries whose rows are violations. Events are read from the log itself; of an event `data` is its content. */
const VIOLATIONS: Readonly<Record<string, string>> = {
  'I1 positions have no gap': `
    SELECT min(position), max(position), count(*) FROM event HAVING max(position) <> count(*) OR min(position) <> 1`,
  'I2 versions of a stream run from 1 without gaps': `
    SELECT stream, min(version), max(version), count(*) FROM event GROUP BY stream HAVING min(version) <> 1 OR max(version) <> count(*)`,
  'I3 confirmed ≤ approved ≤ requested': `
    SELECT r.stream, r.minor AS requested, a.minor AS approved, p.minor AS paid
    FROM (SELECT stream, (data #>> '{requested,minor}')::bigint AS minor FROM content WHERE type = 'RefundRequested') r
    LEFT JOIN (SELECT DISTINCT ON (stream) stream, (data #>> '{amount,minor}')::bigint AS minor FROM content WHERE type = 'RefundApproved' ORDER BY stream, version DESC) a USING (stream)
    LEFT JOIN (SELECT stream, sum(minor) AS minor FROM paid GROUP BY stream) p USING (stream)
    WHERE coalesce(p.minor, 0) > coalesce(a.minor, 0) OR coalesce(a.minor, 0) > r.minor`,
  'I3 the refunds of an order never exceed what was paid': `
    SELECT o.order_stream, o.paid_minor, sum(p.minor) AS refunded
    FROM (SELECT stream AS order_stream, tenant, data ->> 'orderId' AS order_id, (data #>> '{paid,minor}')::bigint AS paid_minor FROM content WHERE type = 'OrderRecorded') o
    JOIN (SELECT stream, tenant, data ->> 'orderId' AS order_id FROM content WHERE type = 'RefundRequested') r USING (tenant, order_id)
    JOIN paid p ON p.stream = r.stream
    GROUP BY 1, 2 HAVING sum(p.minor) > o.paid_minor`,
  'I3 what an order settles is what its cases were paid': `
    SELECT case_id, payout_no, settled.minor AS settled, confirmed.minor AS confirmed
    FROM (SELECT data ->> 'caseId' AS case_id, data ->> 'payoutNo' AS payout_no, sum((data #>> '{amount,minor}')::bigint) AS minor
          FROM content WHERE type = 'RefundSettled' GROUP BY 1, 2) settled
    FULL JOIN (SELECT split_part(stream, '.', 2) AS case_id, data ->> 'payoutNo' AS payout_no, (data #>> '{amount,minor}')::bigint AS minor
          FROM content WHERE type = 'PayoutConfirmed') confirmed USING (case_id, payout_no)
    WHERE settled.minor IS DISTINCT FROM confirmed.minor`,
  'I4 the channel moved exactly what is recorded as confirmed': `
    SELECT out_refund_no, ours.minor AS ours, theirs.minor AS theirs
    FROM (SELECT split_part(stream, '.', 2) || '-' || (data ->> 'payoutNo') AS out_refund_no, (data #>> '{amount,minor}')::bigint AS minor
          FROM content WHERE type = 'PayoutConfirmed') ours
    FULL JOIN (SELECT out_refund_no, sum(r.amount_minor) AS minor FROM sandbox_channel.movement m JOIN sandbox_channel.refund r USING (out_refund_no)
          WHERE m.direction = 'out' GROUP BY 1) theirs USING (out_refund_no)
    WHERE ours.minor IS DISTINCT FROM theirs.minor`,
  'I5 every payout has its outcome': `
    SELECT stream, data ->> 'payoutNo' AS payout_no FROM content WHERE type = 'PayoutRequested'
    EXCEPT SELECT stream, data ->> 'payoutNo' FROM content WHERE type IN ('PayoutConfirmed', 'PayoutFailed')`,
  'I7 a consumer acts once per event': `
    SELECT stream, type, key, count(*)
    FROM (SELECT stream, type, concat_ws('/', data ->> 'caseId', data ->> 'payoutNo') AS key FROM content
          WHERE type IN ('AutoReviewed', 'PayoutRequested', 'PayoutConfirmed', 'RefundReserved', 'RefundSettled', 'RefundCaseClosed', 'SurveySent')) acts
    GROUP BY 1, 2, 3 HAVING count(*) > 1`,
  'I7 nothing is in quarantine': `SELECT consumer, stream, error FROM quarantine WHERE status = 'open'`,
}

const CONTENT = `
  WITH content AS MATERIALIZED (SELECT stream, version, tenant, type, body::jsonb -> 'data' AS data FROM event),
  paid AS (
    SELECT c.stream, c.tenant, (c.data #>> '{amount,minor}')::bigint AS minor FROM content c
    WHERE c.type = 'PayoutConfirmed' AND NOT EXISTS (
      SELECT FROM content b WHERE b.stream = c.stream AND b.type = 'PayoutReturned' AND b.data ->> 'payoutNo' = c.data ->> 'payoutNo'))`

/** Violations of I1 to I8, as far as the log, the views and the channel's own ledger show them. Wait until the system has settled first. */
export const faultsIn = async (system: System): Promise<Fault[]> => {
  const faults: Fault[] = []
  for (const [invariant, query] of Object.entries(VIOLATIONS)) {
    const { rows } = await system.pool.query(`${CONTENT} ${query}`)
    if (rows.length > 0) faults.push({ invariant, details: rows })
  }
  const proof = await system.as('auditor').get('audit', '/verify')
  return proof.ok ? faults : [...faults, { invariant: 'I8 the hash chain verifies', details: proof }]
}

/** I9: every place where one of the words stands in clear: tables of the database (all of them, column by column), and texts given by name. */
export const placesOf = async (words: readonly string[], system: System, texts: Readonly<Record<string, string>>): Promise<string[]> => {
  const { rows: tables } = await system.pool.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    for (const word of words) {
      const { rows } = await system.pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${name} AS t WHERE strpos(t::text, $1) > 0`, [word])
      if (rows[0]!.count > 0) found.push(`${word} in the table ${name}`)
    }
  }
  for (const [name, text] of Object.entries(texts)) found.push(...words.filter((word) => text.includes(word)).map((word) => `${word} in ${name}`))
  return found
}
