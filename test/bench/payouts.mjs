// From a request for a refund to money confirmed by the channel, through the whole system, against the channel alone.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSandboxSecret, SandboxChannel } from '@recourse/payment-channels';
import { recordOrders, refundOf } from './orders.mjs';
import { inTurn, inWorkers, percentile, secondsOf } from './rounds.mjs';
import { openPool } from './stage.mjs';

const ROUNDS = 3;
const PAYOUTS = 300;
const AT_ONCE = 16;
const PATIENCE_MS = 120_000;

/** The steps of a paid case, by the events that end them. */
const STEPS = [
  ['request to approval', 'RefundRequested', 'RefundApproved'],
  ['approval to intent', 'RefundApproved', 'PayoutRequested'],
  ['intent to confirmation', 'PayoutRequested', 'PayoutConfirmed'],
];

/** @param {import('./run.mjs').Stage} stage */
export async function payouts({ wholeSystem }) {
  const system = await wholeSystem();
  const importer = await system.sign({ sub: 'bench', tenant: 'payouts', roles: ['importer'] });
  await recordOrders(system.urls.intake, importer, ROUNDS * PAYOUTS);
  const pool = openPool(system.databaseUrl, 2);
  const channel = new SandboxChannel({ url: system.urls.sandbox, secret: readSandboxSecret({ ...process.env, NODE_ENV: 'development' }) });
  try {
    const rates = await inTurn(
      ROUNDS,
      async (round) => PAYOUTS / (await secondsOf(() => payCases(system.urls.intake, importer, pool, round))),
      async () => PAYOUTS / (await secondsOf(() => payAtChannel(channel))),
    );
    const whole = { name: 'payouts, request to confirmation', unit: '/s', against: '/s by the channel alone', ...rates };
    return [whole, ...(await stepsOf(pool))];
  } finally {
    await pool.end();
  }
}

/** Asks for all refunds of a round as fast as they are taken and waits until the last is confirmed. */
async function payCases(intakeUrl, token, pool, round) {
  const before = await confirmed(pool);
  await inWorkers(PAYOUTS, AT_ONCE, (index) => ask(`${intakeUrl}/refund-cases`, token, refundOf(round * PAYOUTS + index)));
  for (const end = performance.now() + PATIENCE_MS; (await confirmed(pool)) < before + PAYOUTS; await sleep(20)) {
    if (performance.now() > end) throw new Error(`only ${(await confirmed(pool)) - before} of ${PAYOUTS} payouts were confirmed`);
  }
}

const confirmed = async (pool) => {
  const { rows } = await pool.query({ name: 'confirmed', text: `SELECT count(*)::int AS count FROM event WHERE type = 'PayoutConfirmed' AND tenant = 'payouts'` });
  return rows[0].count;
};

const payAtChannel = (channel) =>
  inWorkers(PAYOUTS, AT_ONCE, async () => {
    const reference = randomUUID();
    const amount = { minor: 1, currency: 'GBP' };
    const { outcome } = await channel.refund({ outRefundNo: `${reference}-1`, paymentReference: reference, amount, paid: { ...amount, minor: 10_000 }, reason: 'bench' });
    if (outcome !== 'succeeded') throw new Error(`the channel answered ${outcome}`);
  });

/** Where the time of a case goes, while as many wait as there are. */
async function stepsOf(pool) {
  const { rows } = await pool.query(
    `SELECT stream, type, body::jsonb #>> '{metadata,recordedAt}' AS at FROM event WHERE tenant = 'payouts' AND type = ANY($1)`,
    [STEPS.flatMap(([, from, to]) => [from, to])],
  );
  const cases = [...Map.groupBy(rows, ({ stream }) => stream).values()].map((events) => new Map(events.map(({ type, at }) => [type, Date.parse(at)])));
  const taken = (from, to) => cases.map((times) => times.get(to) - times.get(from));
  const whole = percentile(taken('RefundRequested', 'PayoutConfirmed'), 50);
  return STEPS.map(([name, from, to]) => {
    const ours = percentile(taken(from, to), 50);
    return { name: `of it ${name}, p50`, unit: 'ms', against: 'ms in all', ours, baseline: whole, ratio: ours / whole };
  });
}

async function ask(url, token, body) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
}
