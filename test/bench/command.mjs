// POST /refund-cases of the real intake process against a bare Fastify process that does one INSERT.
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { recordOrders, refundOf } from './orders.mjs';
import { inTurn, median } from './rounds.mjs';

const ROUNDS = 5;
const ROUND_S = 3;
const CONNECTIONS = 32;
const ORDERS = 3_000;

/** @param {import('./run.mjs').Stage} stage */
export async function command({ createDatabase, startService }) {
  const intake = await startService('intake', await createDatabase('bench_command'));
  const token = await intake.token('importer');
  await recordOrders(intake.url, token, ORDERS);
  const bare = fork(fileURLToPath(new URL('bare-server.mjs', import.meta.url)), { env: { ...process.env, DATABASE_URL: await createDatabase('bench_bare') } });
  try {
    const [bareUrl] = await once(bare, 'message');
    const p99 = { ours: [], baseline: [] };
    const rates = await inTurn(ROUNDS, () => load(`${intake.url}/refund-cases`, token, p99.ours), () => load(bareUrl, token, p99.baseline));
    const tail = { ours: median(p99.ours), baseline: median(p99.baseline) };
    return [
      { name: 'command, POST /refund-cases', unit: 'requests/s', against: 'bare Fastify + INSERT', ...rates, aim: { ratio: 0.4 } },
      { name: 'command, p99', unit: 'ms', against: 'bare Fastify + INSERT', ...tail, ratio: tail.ours / tail.baseline },
    ];
  } finally {
    bare.disconnect();
  }
}

let sent = 0;

async function load(url, token, p99) {
  const setupRequest = (request) => {
    sent += 1;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    return { ...request, headers, body: JSON.stringify(refundOf(sent % ORDERS)) };
  };
  const result = await autocannon({ url, connections: CONNECTIONS, duration: ROUND_S, requests: [{ method: 'POST', setupRequest }] });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} errors`);
  p99.push(result.latency.p99);
  return result['2xx'] / result.duration;
}
