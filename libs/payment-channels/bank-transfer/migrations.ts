import type { MigrationInterface, QueryRunner } from 'typeorm'

const UP = [
  `CREATE TABLE bank_transfer_payment (
    tenant text NOT NULL,
    reference text NOT NULL,
    paid_minor bigint NOT NULL CHECK (paid_minor > 0),
    currency text NOT NULL,
    PRIMARY KEY (tenant, reference)
  )`,
  // 'cut' = waits for the checker, 'sending' = it may have reached the bank, 'sent' = the bank says that it has it, 'freed' = it never goes to the bank (any more).
  // One that never left has no content then: nobody needs its payees.
  `CREATE TABLE bank_transfer_file (
    file_no uuid PRIMARY KEY,
    tenant text NOT NULL,
    content_sealed bytea,
    sha256 text NOT NULL,
    status text NOT NULL CHECK (status IN ('cut', 'sending', 'sent', 'freed')),
    made_at timestamptz NOT NULL
  )`,
  `CREATE TABLE bank_transfer_instruction (
    out_refund_no text PRIMARY KEY,
    tenant text NOT NULL,
    payment_reference text NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    remark text NOT NULL,
    payee_sealed bytea,
    payee_digest text NOT NULL,
    account_last4 text NOT NULL,
    status text NOT NULL CHECK (status IN ('queued', 'batched', 'paid', 'failed', 'returned')),
    file_no uuid REFERENCES bank_transfer_file,
    bank_code text,
    bank_serial text,
    settled_minor bigint,
    settled_at timestamptz,
    returned_at timestamptz,
    queued_at timestamptz NOT NULL,
    FOREIGN KEY (tenant, payment_reference) REFERENCES bank_transfer_payment (tenant, reference)
  )`,
  `CREATE INDEX bank_transfer_queue ON bank_transfer_instruction (tenant, queued_at) WHERE status = 'queued'`,
  'CREATE INDEX bank_transfer_by_payment ON bank_transfer_instruction (tenant, payment_reference)',
  'CREATE INDEX bank_transfer_by_file ON bank_transfer_instruction (file_no)',
  `CREATE TABLE bank_transfer_return (
    return_no text PRIMARY KEY,
    file_no uuid NOT NULL,
    sha256 text NOT NULL,
    content bytea NOT NULL,
    signature text NOT NULL,
    read_at timestamptz NOT NULL
  )`,
  // How far the bank's list of return files has been read, by the company's number at the bank.
  'CREATE TABLE bank_transfer_progress (customer_no text PRIMARY KEY, seq bigint NOT NULL)',
]

const TABLES = ['bank_transfer_progress', 'bank_transfer_return', 'bank_transfer_instruction', 'bank_transfer_file', 'bank_transfer_payment']

/** The ledger of the bank transfer channel: what shall be transferred, in which file, and what the bank said. */
export class BankTransferTables1795392000000 implements MigrationInterface {
  name = 'BankTransferTables1795392000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP TABLE ${table}`)
  }
}

/** Tables of the bank transfer channel's ledger. */
export const bankTransferMigrations = [BankTransferTables1795392000000]
