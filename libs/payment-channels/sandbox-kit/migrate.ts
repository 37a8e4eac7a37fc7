import type pg from 'pg'

const tables = (schema: string): string => `
CREATE SCHEMA IF NOT EXISTS ${schema};

CREATE TABLE IF NOT EXISTS ${schema}.payment (
  reference text PRIMARY KEY,
  paid_minor bigint NOT NULL CHECK (paid_minor > 0),
  currency text NOT NULL,
  paid_at timestamptz NOT NULL
);

CREATE TABLE IF NOT EXISTS ${schema}.refund (
  out_refund_no text PRIMARY KEY,
  payment_reference text NOT NULL REFERENCES ${schema}.payment,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency text NOT NULL,
  channel_reference text NOT NULL UNIQUE,
  status text NOT NULL,
  failure_code text,
  behaviour text,
  times_queried integer NOT NULL DEFAULT 0,
  notify_url text,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS refund_by_payment ON ${schema}.refund (payment_reference);
CREATE INDEX IF NOT EXISTS refund_by_status ON ${schema}.refund (status, changed_at);

-- The last guard against paying twice: one movement per refund number and direction.
CREATE TABLE IF NOT EXISTS ${schema}.movement (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  out_refund_no text NOT NULL REFERENCES ${schema}.refund,
  direction text NOT NULL CHECK (direction IN ('out', 'back')),
  at timestamptz NOT NULL,
  UNIQUE (out_refund_no, direction)
);
CREATE INDEX IF NOT EXISTS movement_by_time ON ${schema}.movement (at);

CREATE TABLE IF NOT EXISTS ${schema}.fault (
  out_refund_no text NOT NULL,
  fault text NOT NULL,
  PRIMARY KEY (out_refund_no, fault)
);
`

/** A ledger of the first version keeps what left and what is still to come; without this its refunds would be unknown and could be paid again. */
const fromFirstVersion = (schema: string): string => `
DO $$ BEGIN
  IF EXISTS (SELECT FROM information_schema.columns WHERE table_schema = '${schema}' AND table_name = 'refund' AND column_name = 'comes_back') THEN
    ALTER TABLE ${schema}.payment ADD COLUMN paid_at timestamptz NOT NULL DEFAULT now();
    ALTER TABLE ${schema}.payment ALTER COLUMN paid_at DROP DEFAULT;
    ALTER TABLE ${schema}.refund ADD COLUMN behaviour text, ADD COLUMN notify_url text, ADD COLUMN created_at timestamptz;
    UPDATE ${schema}.refund SET created_at = changed_at, behaviour = CASE WHEN comes_back THEN 'comes-back' END;
    ALTER TABLE ${schema}.refund ALTER COLUMN created_at SET NOT NULL, DROP COLUMN comes_back, DROP CONSTRAINT IF EXISTS refund_status_check;
  END IF;
END $$;
`

/** Makes a sandbox's own schema; safe to repeat and to run twice at once. */
export const migrateLedger = async (pool: pg.Pool, schema: string): Promise<void> => {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`${schema}.migrate`])
    await client.query(fromFirstVersion(schema))
    await client.query(tables(schema))
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}
