import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The log itself. `body` is text, not jsonb, so that the hash runs over the very bytes that are stored. */
const TABLE = `
  CREATE TABLE event (
    position bigint PRIMARY KEY,
    stream text COLLATE "C" NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    id uuid NOT NULL UNIQUE,
    type text NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    body text NOT NULL,
    hash text NOT NULL,
    UNIQUE (stream, version)
  )`

const APPEND_ONLY = [
  `CREATE FUNCTION refuse_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION 'events are never changed or removed (% on %)', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
   END $$`,
  'CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_event_change()',
  // ALWAYS: also for sessions with session_replication_role = replica, in which ordinary triggers sleep.
  'ALTER TABLE event ENABLE ALWAYS TRIGGER event_append_only',
]

/**
 * Carries out many appends in one transaction, one after the other and each on its own terms: what does not fit is answered, not raised,
 * and spoils nothing for the others. `sizes` says how many of the events belong to each append; no event stands twice in one append.
 *
 * One advisory lock, taken before positions are handed out and held to the end of the transaction, makes position order = commit order,
 * without gaps. Each statement after it takes a new snapshot (READ COMMITTED), so it sees everything the former holder committed.
 */
const APPEND = `
  CREATE FUNCTION append_events(
    streams text[], tenants text[], expected_versions integer[], sizes integer[], ids uuid[], types text[], bodies text[], hashes text[]
  ) RETURNS TABLE (outcome text, last_version integer, last_position bigint)
  LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
  DECLARE
    head bigint;
    offset_ integer := 0;
    appended boolean := false;
    same integer;
  BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION 'append_events needs READ COMMITTED: an older snapshot would not show the events before it';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('recourse.event'));
    SELECT coalesce(max(position), 0) INTO head FROM event;

    FOR n IN 1 .. cardinality(streams) LOOP
      SELECT coalesce(max(version), 0) INTO last_version FROM event WHERE stream = streams[n];
      IF last_version = expected_versions[n] AND NOT EXISTS (SELECT FROM event WHERE id = ANY (ids[offset_ + 1 : offset_ + sizes[n]])) THEN
        INSERT INTO event (position, stream, version, id, type, tenant, body, hash)
          SELECT head + k, streams[n], last_version + k, ids[offset_ + k], types[offset_ + k], tenants[n], bodies[offset_ + k], hashes[offset_ + k]
          FROM generate_series(1, sizes[n]) AS k;
        head := head + sizes[n];
        outcome := 'appended';
        last_version := last_version + sizes[n];
        last_position := head;
        appended := true;
      ELSE
        SELECT count(*), max(position) INTO same, last_position
          FROM event JOIN unnest(ids[offset_ + 1 : offset_ + sizes[n]]) WITH ORDINALITY AS given (id, k) ON event.id = given.id
          WHERE stream = streams[n] AND version = expected_versions[n] + k;
        outcome := CASE WHEN same = sizes[n] THEN 'repeated' ELSE 'conflict' END;
        last_version := CASE WHEN same = sizes[n] THEN expected_versions[n] + same ELSE last_version END;
      END IF;
      offset_ := offset_ + sizes[n];
      RETURN NEXT;
    END LOOP;

    IF appended THEN PERFORM pg_notify('recourse_event', ''); END IF;
  END $$`

export class CreateEventLog1763700000000 implements MigrationInterface {
  name = 'CreateEventLog1763700000000'

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [TABLE, ...APPEND_ONLY, APPEND]) await queryRunner.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('the event log is the only truth: it is never dropped by a migration')
  }
}
