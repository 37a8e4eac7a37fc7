/** The ledger's tables as they were made first; installations that began then still have them. */
export const FIRST_VERSION = `
CREATE SCHEMA IF NOT EXISTS sandbox_channel;

CREATE TABLE IF NOT EXISTS sandbox_channel.payment (
  reference text PRIMARY KEY,
  paid_minor bigint NOT NULL CHECK (paid_minor > 0),
  currency text NOT NULL
);

CREATE TABLE IF NOT EXISTS sandbox_channel.refund (
  out_refund_no text PRIMARY KEY,
  payment_reference text NOT NULL REFERENCES sandbox_channel.payment,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency text NOT NULL,
  channel_reference text NOT NULL UNIQUE,
  status text NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed', 'abnormal', 'returned')),
  failure_code text,
  comes_back boolean NOT NULL,
  times_queried integer NOT NULL DEFAULT 0,
  changed_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS refund_by_payment ON sandbox_channel.refund (payment_reference);

-- The last guard against paying twice: one movement per refund number and direction.
CREATE TABLE IF NOT EXISTS sandbox_channel.movement (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  out_refund_no text NOT NULL REFERENCES sandbox_channel.refund,
  direction text NOT NULL CHECK (direction IN ('out', 'back')),
  at timestamptz NOT NULL,
  UNIQUE (out_refund_no, direction)
);

CREATE TABLE IF NOT EXISTS sandbox_channel.fault (
  out_refund_no text NOT NULL,
  fault text NOT NULL,
  PRIMARY KEY (out_refund_no, fault)
);
`
