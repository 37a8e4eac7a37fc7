// Appends per second against single-row inserts into an equal table, without order and version check.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { eventStoreMigrations, PostgresEventStore } from '@recourse/event-store';
import { DataSource } from 'typeorm';
import { inTurn, perSecond } from './rounds.mjs';
import { openPool } from './stage.mjs';

const ROUNDS = 3;
const ROUND_MS = 1_500;
const BODY_BYTES = 700;
const EVENTS_PER_STREAM = 20;

/** @param {import('./run.mjs').Stage} stage */
export async function append({ createDatabase }) {
  const url = await createDatabase('bench_append');
  const source = await new DataSource({ type: 'postgres', url, migrations: eventStoreMigrations }).initialize();
  await source.runMigrations();
  await source.query(`CREATE TABLE plain (LIKE event INCLUDING INDEXES); ALTER TABLE plain ALTER position ADD GENERATED ALWAYS AS IDENTITY`);
  await source.destroy();
  const store = new PostgresEventStore(url);
  const figures = [];
  for (const writers of [1, 16, 64]) {
    const pool = openPool(url, writers);
    const rates = await inTurn(ROUNDS, () => appends(store, writers), () => inserts(pool, writers));
    figures.push({ name: `append, ${writers} writer${writers === 1 ? '' : 's'}`, unit: 'appends/s', against: 'plain inserts/s', ...rates, ...(writers === 64 && { aim: { ratio: 0.8 } }) });
    await pool.end();
  }
  await store.close();
  return figures;
}

const appends = (store, writers) => {
  const round = randomUUID();
  return perSecond(writers, ROUND_MS, (writer, count) => store.append(streamOf(round, writer, count), count % EVENTS_PER_STREAM, [newEvent()]));
};

const inserts = (pool, writers) => {
  const round = randomUUID();
  return perSecond(writers, ROUND_MS, (writer, count) => {
    const { id, type, body, hash } = newEvent();
    return pool.query({
      name: 'insert',
      text: 'INSERT INTO plain (stream, version, id, type, tenant, body, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      values: [streamOf(round, writer, count), (count % EVENTS_PER_STREAM) + 1, id, type, 'bench', body, hash],
    });
  });
};

const streamOf = (round, writer, count) => `bench-bench.${round}-${writer}-${Math.floor(count / EVENTS_PER_STREAM)}`;

const newEvent = () => {
  const body = JSON.stringify({ filler: randomBytes(BODY_BYTES / 2 - 7).toString('hex') });
  return { id: randomUUID(), type: 'Benched', body, hash: createHash('sha256').update(body).digest('hex') };
};
