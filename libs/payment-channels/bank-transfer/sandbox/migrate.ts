import type pg from 'pg'

export const BANK_SANDBOX_SCHEMA = 'sandbox_bank'

const TABLES = `
CREATE TABLE IF NOT EXISTS ${BANK_SANDBOX_SCHEMA}.account (
  account_no text PRIMARY KEY,
  account_name text NOT NULL,
  behaviour text
);
CREATE TABLE IF NOT EXISTS ${BANK_SANDBOX_SCHEMA}.file (
  file_no text PRIMARY KEY,
  sha256 text NOT NULL,
  executes_at timestamptz NOT NULL,
  is_executed boolean NOT NULL DEFAULT false
);
CREATE INDEX IF NOT EXISTS file_due ON ${BANK_SANDBOX_SCHEMA}.file (executes_at) WHERE NOT is_executed;
-- Names and accounts are looked at when the file comes in, and forgotten.
CREATE TABLE IF NOT EXISTS ${BANK_SANDBOX_SCHEMA}.file_line (
  file_no text NOT NULL REFERENCES ${BANK_SANDBOX_SCHEMA}.file,
  line_no integer NOT NULL,
  instruction_no text NOT NULL,
  amount_minor bigint NOT NULL,
  payee_digest text NOT NULL,
  refusal text,
  refused_once boolean NOT NULL,
  fate text,
  PRIMARY KEY (file_no, line_no)
);
CREATE TABLE IF NOT EXISTS ${BANK_SANDBOX_SCHEMA}.carried_out (
  instruction_no text PRIMARY KEY,
  file_no text NOT NULL,
  payee_digest text NOT NULL
);
CREATE TABLE IF NOT EXISTS ${BANK_SANDBOX_SCHEMA}.return_file (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  return_no text NOT NULL UNIQUE,
  content text NOT NULL
);
`

/** Makes the bank's own tables beside the kit's; safe to repeat and to run twice at once. */
export const migrateBankTables = async (pool: pg.Pool): Promise<void> => {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`${BANK_SANDBOX_SCHEMA}.migrate`])
    await client.query(TABLES)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}
