// A rebuild of audit's list of cases, blue/green and compared as in production, against COPY of equally many rows.
import { eventFlowMigrations, Leases, ProjectionRunner, rebuildProgress, requestRebuild, StoreFeed, waitForPosition } from '@recourse/event-flow';
import { EventCodec, eventStoreMigrations, MemoryKeyRing, PostgresEventStore } from '@recourse/event-store';
import { indexEvents } from '@recourse/kernel';
import { refundCaseEvents } from '@recourse/refund-case';
import { DataSource } from 'typeorm';
import { setTimeout as sleep } from 'node:timers/promises';
import { refundCaseProjection } from '../../services/audit/dist/read/cases/refund-case.projection.js';
import { writeCases } from './case-log.mjs';
import { inTurn, secondsOf } from './rounds.mjs';
import { openPool } from './stage.mjs';

const ROUNDS = 3;
const CASES = 6_000;

/** @param {import('./run.mjs').Stage} stage */
export async function rebuild({ createDatabase }) {
  const url = await createDatabase('bench_rebuild');
  const source = await new DataSource({ type: 'postgres', url, migrations: [...eventStoreMigrations, ...eventFlowMigrations] }).initialize();
  await source.runMigrations();
  await source.destroy();
  const store = new PostgresEventStore(url);
  const codec = new EventCodec(indexEvents(refundCaseEvents), new MemoryKeyRing());
  const pool = openPool(url, 10);
  const runner = new ProjectionRunner({ pool, store, codec, leases: new Leases(pool, 'bench'), feed: new StoreFeed(store) }, refundCaseProjection);
  const events = await writeCases(store, codec, CASES);
  await runner.start();
  try {
    if (!(await waitForPosition(pool, refundCaseProjection.name, await store.head(), 60_000))) throw new Error('the projection did not catch up');
    const copy = await prepareCopy(pool);
    const rates = await inTurn(ROUNDS, async () => events / (await rebuildSeconds(pool)), async () => events / (await secondsOf(copy)));
    return [{ name: `rebuild, ${events.toLocaleString('en')} events`, unit: 'events/s', against: 'COPY rows/s', ...rates, aim: { atLeast: 30_000 } }];
  } finally {
    await runner.stop();
    await pool.end();
    await store.close();
  }
}

/** From its beginning to the switch of the view, the comparison of old and new rows included. */
async function rebuildSeconds(pool) {
  const id = await requestRebuild(pool, refundCaseProjection.name);
  for (;;) {
    const { status, started_at, finished_at, comparison, error } = await rebuildProgress(pool, id);
    if (status === 'switched' && comparison.equal) return (finished_at - started_at) / 1_000;
    if (status === 'switched' || status === 'failed') throw new Error(`the rebuild went wrong: ${error ?? JSON.stringify(comparison)}`);
    await sleep(10);
  }
}

async function prepareCopy(pool) {
  const { rows } = await pool.query('SHOW data_directory');
  const file = `'${rows[0].data_directory}/bench.copy'`;
  await pool.query(`CREATE TABLE copied (LIKE event INCLUDING INDEXES); COPY event TO ${file}`);
  return () => pool.query(`TRUNCATE copied; COPY copied FROM ${file}`);
}
