import { join } from 'node:path';
import { placesElsewhere } from './checkout-dir.mjs';
import { findOrFetchNatsServer, startNats } from './nats.mjs';
import { freePort } from './ports.mjs';
import { emptyDatabase, ensureDatabase, startPostgres } from './postgres.mjs';
import { Problem } from './problem.mjs';
import { storagePorts } from './services.mjs';

/**
 * The caller's Postgres when DATABASE_URL is set, else one of our own with the database `recourse`.
 * @param {{ root: string, dataDir: string, fresh: boolean, onChange(): void, log(line: string): void }} options
 * @returns {Promise<{ url: string, dataDir?: string, pid?: number, stop(): Promise<void> }>}
 * @throws {Problem} unreachable; or `fresh` without leave to empty the caller's database
 */
export async function openDatabase({ root, dataDir, fresh, onChange, log }) {
  const given = process.env.DATABASE_URL;
  if (given) {
    await ensureDatabase(root, given);
    if (fresh) await emptyDatabase(root, given);
    return { url: given, stop: async () => {} };
  }
  const port = await portFor('postgres', storagePorts.postgres, log);
  const server = await startPostgres({ root, dataDir, elsewhere: placesElsewhere(root), port, onChange, log });
  const url = new URL(server.url);
  url.pathname = '/recourse';
  await ensureDatabase(root, url.href).catch(async (error) => {
    await server.stop();
    throw error;
  });
  return Object.defineProperties({ url: url.href, dataDir: server.dataDir, stop: server.stop }, { pid: { get: () => server.pid, enumerable: true } });
}

/** @throws {Problem} unless the caller said that the database is for Recourse alone */
export function checkFresh() {
  if (!process.env.DATABASE_URL || process.env.RECOURSE_FRESH_DATABASE === '1') return;
  throw new Problem(
    '--fresh would delete everything in the database that DATABASE_URL names: give Recourse a database of its own and set ' +
      'RECOURSE_FRESH_DATABASE=1 to allow it, or unset DATABASE_URL.',
  );
}

/**
 * What carries the events: the caller's NATS (NATS_URL), one of our own, or the event store itself.
 * @param {{ dataDir: string, onChange(): void, log(line: string): void }} options
 * @returns {Promise<{ feed: 'nats' | 'store', url: string | null, pid?: number, stop(): Promise<void> }>}
 * @throws {Problem} EVENT_FEED=nats, but no nats-server is to be had
 */
export async function openFeed({ dataDir, onChange, log }) {
  const nothing = { feed: 'store', url: null, stop: async () => {} };
  const wish = process.env.EVENT_FEED;
  if (wish && wish !== 'nats' && wish !== 'store') throw new Problem(`EVENT_FEED is "${wish}": set it to nats or store, or leave it out.`);
  if (wish === 'store') return nothing;
  if (process.env.NATS_URL) return { ...nothing, feed: 'nats', url: process.env.NATS_URL };
  const binary = findOrFetchNatsServer({ cacheDir: join(dataDir, 'tools'), log });
  if (!binary) {
    if (wish === 'nats') throw new Problem('EVENT_FEED=nats needs nats-server: install it, set NATS_URL, or set EVENT_FEED=store.');
    log('So events are read from the event store itself (EVENT_FEED=store).');
    return nothing;
  }
  const port = await portFor('nats', storagePorts.nats, log);
  const server = await startNats({ binary, dataDir, storeDir: join(dataDir, 'nats'), port, onChange, log });
  return Object.defineProperties({ feed: 'nats', url: server.url, stop: server.stop }, { pid: { get: () => server.pid, enumerable: true } });
}

/**
 * The wanted port or the next free one, said aloud when it is another.
 * @param {string} name
 * @param {number} wanted
 * @param {(line: string) => void} log
 * @returns {Promise<number>}
 */
export async function portFor(name, wanted, log) {
  const port = await freePort(wanted);
  if (port !== wanted) log(`Port ${wanted} is taken; ${name} uses ${port}.`);
  return port;
}
