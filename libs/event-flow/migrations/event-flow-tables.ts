import type { MigrationInterface, QueryRunner } from 'typeorm'

const UP = [
  `CREATE TABLE lease (
    name text PRIMARY KEY,
    holder text NOT NULL,
    fencing_token bigint NOT NULL,
    expires_at timestamptz NOT NULL
  )`,
  // Positions are compared as text, byte by byte, as the event store orders them.
  `CREATE TABLE consumer_checkpoint (
    consumer text NOT NULL,
    generation integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('projection', 'policy', 'relay')),
    live boolean NOT NULL,
    position text COLLATE "C" NOT NULL DEFAULT '',
    events bigint NOT NULL DEFAULT 0,
    definition text NOT NULL DEFAULT '',
    last_error text,
    last_error_at timestamptz,
    updated_at timestamptz NOT NULL DEFAULT now(),
    retired_at timestamptz,
    PRIMARY KEY (consumer, generation)
  ) WITH (fillfactor = 50)`,
  'CREATE UNIQUE INDEX consumer_checkpoint_live ON consumer_checkpoint (consumer) WHERE live',
  `CREATE TABLE consumer_stream (
    consumer text NOT NULL,
    generation integer NOT NULL,
    stream text NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (consumer, generation, stream)
  ) WITH (fillfactor = 80)`,
  `CREATE TABLE quarantine (
    id uuid NOT NULL,
    consumer text NOT NULL,
    generation integer NOT NULL,
    tenant text NOT NULL,
    stream text NOT NULL,
    version integer NOT NULL,
    position text COLLATE "C" NOT NULL,
    event_id uuid NOT NULL,
    event_type text NOT NULL,
    error text NOT NULL,
    attempts integer NOT NULL,
    first_failed_at timestamptz NOT NULL DEFAULT now(),
    status text NOT NULL CHECK (status IN ('open', 'resolved', 'skipped')),
    reason text,
    decided_by text,
    decided_at timestamptz,
    PRIMARY KEY (consumer, generation, stream, version)
  )`,
  `CREATE UNIQUE INDEX quarantine_one_per_stream ON quarantine (consumer, generation, stream) WHERE status = 'open'`,
  `CREATE TABLE projection_rebuild (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    projection text NOT NULL,
    status text NOT NULL CHECK (status IN ('requested', 'running', 'switched', 'failed')),
    generation integer,
    head text COLLATE "C" NOT NULL DEFAULT '',
    requested_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz,
    comparison jsonb,
    error text
  )`,
  `CREATE UNIQUE INDEX projection_rebuild_pending ON projection_rebuild (projection) WHERE status IN ('requested', 'running')`,
  `CREATE TABLE deadline_fired (
    deadlines text NOT NULL,
    tenant text NOT NULL,
    stream text NOT NULL,
    name text NOT NULL,
    due_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    retry_at timestamptz,
    outcome text,
    fired_at timestamptz,
    error text,
    PRIMARY KEY (deadlines, tenant, stream, name, due_at)
  )`,
]

const TABLES = ['deadline_fired', 'projection_rebuild', 'quarantine', 'consumer_stream', 'consumer_checkpoint', 'lease']

export class EventFlowTables1795305600000 implements MigrationInterface {
  name = 'EventFlowTables1795305600000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP TABLE ${table}`)
  }
}

/** Tables of leases, checkpoints, quarantine, rebuilds and fired deadlines. Projections bring their own tables. */
export const eventFlowMigrations = [EventFlowTables1795305600000]
