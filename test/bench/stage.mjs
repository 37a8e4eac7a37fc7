// Where a benchmark runs: a Postgres as durable as in production, a nats-server, services as processes of their own.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { environmentOf, keyFiles } from '../../deploy/dev/environment.mjs';
import { launch, migrate } from '../../deploy/dev/launch.mjs';
import { findOrFetchNatsServer } from '../../deploy/dev/nats.mjs';
import { developmentIssuer } from '../../deploy/dev/people.mjs';
import { freePort } from '../../deploy/dev/ports.mjs';
import { startPostgres } from '../../deploy/dev/postgres.mjs';
import { Problem } from '../../deploy/dev/problem.mjs';
import { services } from '../../deploy/dev/services.mjs';
import { launchSystem } from '../support/launch-system.mjs';

/**
 * @param {string} root the checkout
 * @param {(line: string) => void} log
 */
export async function openStage(root, log) {
  const dir = mkdtempSync(join(tmpdir(), 'recourse-bench-'));
  // As root the database's user has to pass through.
  if (process.getuid?.() === 0) chmodSync(dir, 0o711);
  const stops = [async () => rmSync(dir, { recursive: true, force: true })];
  const close = async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    const postgres = await startPostgres({ root, dataDir: dir, port: await freePort(0), log });
    stops.push(postgres.stop);
    const natsBinary = findOrFetchNatsServer({ cacheDir: join(root, '.recourse', 'tools'), log });
    if (!natsBinary) throw new Problem('The benchmark needs nats-server: install it (apt-get install nats-server, brew install nats-server) and try again.');

    /** A new database. */
    const createDatabase = async (name) => {
      const url = new URL(postgres.url);
      await withClient(url.href, (client) => client.query(`CREATE DATABASE ${name}`));
      url.pathname = `/${name}`;
      return url.href;
    };

    /** One service by itself, reading events from the store. */
    const startService = async (name, databaseUrl) => {
      const url = `http://127.0.0.1:${await freePort(0)}`;
      const files = keyFiles(dir);
      const issuer = await developmentIssuer(root, files);
      const service = services.find((each) => each.name === name);
      const env = environmentOf({ root, files, databaseUrl, natsUrl: null, eventFeed: 'store', urls: { [name]: url } })(name);
      const common = { root, dataDir: dir, service, env, signal: new AbortController().signal, log };
      await migrate(common);
      await launch({ ...common, url, onStart: (child) => stops.push(child.stop) });
      return { url, token: (...roles) => issuer.sign({ sub: 'bench', tenant: 'bench', roles }) };
    };

    let system;
    /** The whole system, started when a figure first needs it. */
    const wholeSystem = () =>
      (system ??= createDatabase('bench_system').then(async (databaseUrl) => {
        const launched = await launchSystem({ databaseUrl, natsBinary });
        stops.push(launched.stop);
        return launched;
      }));

    return { dir, createDatabase, startService, wholeSystem, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A pool that outlives the end of its server. */
export function openPool(url, max) {
  const pool = new pg.Pool({ connectionString: url, max });
  pool.on('error', () => {});
  return pool;
}

/** @template T @param {string} url @param {(client: pg.Client) => Promise<T>} work @returns {Promise<T>} */
export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
