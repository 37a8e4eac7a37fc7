// From sending a command to its effect in a view, through the whole system: HTTP, event store, relay, NATS, projection.
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventStoreMigrations, PostgresEventStore } from '@recourse/event-store';
import { DataSource } from 'typeorm';
import { recordOrders, refundOf } from './orders.mjs';
import { inTurn, percentile } from './rounds.mjs';
import { openPool } from './stage.mjs';

const ROUNDS = 3;
const ROUND_S = 4;
const RATE_PER_S = 300;
const CASES = 300;
/** Beyond the window in which the retail pack approves by itself. */
const TOO_OLD_DAYS = 500;
const VIEW = 'refund_case';
const PATIENCE_MS = 20_000;

/** @param {import('./run.mjs').Stage} stage */
export async function lag({ createDatabase, wholeSystem }) {
  const system = await wholeSystem();
  const token = (role) => system.sign({ sub: 'bench', tenant: 'bench', roles: [role] });
  const [importer, agent] = [await token('importer'), await token('agent')];
  const cases = await openCases(system.urls.intake, importer);
  const pool = openPool(system.databaseUrl, 2);
  const store = await bareStore(await createDatabase('bench_round_trip'));
  const lags = [];
  const roundTrips = [];
  try {
    const medians = await inTurn(
      ROUNDS,
      async () => medianOf(lags, await commandsToView({ url: system.urls.audit, token: agent, cases, pool })),
      async () => medianOf(roundTrips, await appends(store)),
    );
    const tails = { ours: percentile(lags, 99), baseline: percentile(roundTrips, 99) };
    const common = { unit: 'ms', against: 'round trip of an append' };
    return [
      { name: `lag at ${RATE_PER_S} commands/s, p50`, ...common, ...medians },
      { name: `lag at ${RATE_PER_S} commands/s, p99`, ...common, ...tails, ratio: tails.ours / tails.baseline, aim: { below: 100 } },
    ];
  } finally {
    await pool.end();
    await store.close();
  }
}

const medianOf = (all, times) => {
  all.push(...times);
  return percentile(times, 50);
};

/** Cases that wait for a person: an agent may note contacts in them. */
async function openCases(intakeUrl, token) {
  await recordOrders(intakeUrl, token, CASES, TOO_OLD_DAYS);
  const ids = [];
  for (let number = 0; number < CASES; number += 1) {
    const { id } = await post(`${intakeUrl}/refund-cases`, token, refundOf(number));
    ids.push(id);
  }
  return ids;
}

/** Sends at a fixed rate, whether or not answers are late. @returns {Promise<number[]>} milliseconds from sending to the view's checkpoint */
async function commandsToView({ url, token, cases, pool }) {
  const seen = watch(pool);
  const began = performance.now();
  const lags = [];
  for (let count = 0; count < RATE_PER_S * ROUND_S; count += 1) {
    const due = began + (count * 1_000) / RATE_PER_S;
    await sleep(Math.max(0, due - performance.now()));
    const sentAt = performance.now();
    const contact = post(`${url}/refund-cases/${cases[count % cases.length]}/contact-attempts`, token, { channel: 'PHONE', outcome: 'REACHED' });
    lags.push(contact.then(async ({ position }) => (await seen.at(position)) - sentAt));
    // Looked at when all are sent.
    lags.at(-1).catch(() => {});
  }
  return Promise.all(lags).finally(seen.stop);
}

/** Reads the view's checkpoint every few milliseconds; `at` answers when it first included a position. */
function watch(pool) {
  const waiting = new Set();
  let stopped = false;
  const look = async () => {
    while (!stopped) {
      const { rows } = await pool.query({ name: 'look', text: 'SELECT position FROM consumer_checkpoint WHERE consumer = $1 AND live', values: [VIEW] });
      const now = performance.now();
      for (const wait of waiting) {
        if (wait.position > rows[0].position) continue;
        waiting.delete(wait);
        wait.resolve(now);
      }
      await sleep(2);
    }
  };
  const looking = look();
  return {
    at: (position) => Promise.race([new Promise((resolve) => waiting.add({ position, resolve })), looking]),
    stop: () => (stopped = true),
  };
}

/** One writer at the same rate. @returns {Promise<number[]>} milliseconds */
async function appends(store) {
  const times = [];
  for (let count = 0; count < RATE_PER_S; count += 1) {
    const body = JSON.stringify({ count });
    const event = { id: randomUUID(), type: 'Benched', body, hash: createHash('sha256').update(body).digest('hex') };
    const began = performance.now();
    await store.append(`bench-bench.${event.id}`, 0, [event]);
    times.push(performance.now() - began);
    await sleep(Math.max(0, 1_000 / RATE_PER_S - times.at(-1)));
  }
  return times;
}

async function bareStore(url) {
  const source = await new DataSource({ type: 'postgres', url, migrations: eventStoreMigrations }).initialize();
  await source.runMigrations();
  await source.destroy();
  return new PostgresEventStore(url);
}

/** What is turned away because too many requests wait is sent again under its key, as clients do; its time runs on. */
async function post(url, token, body) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  for (const end = performance.now() + PATIENCE_MS; ; await sleep(100)) {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = await response.json();
    if (response.ok) return answer;
    if (response.status !== 503 || performance.now() > end) throw new Error(`${url}: ${response.status} ${JSON.stringify(answer)}`);
  }
}
