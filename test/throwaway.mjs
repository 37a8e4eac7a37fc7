import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrFetchNatsServer, startNats } from '../deploy/dev/nats.mjs';
import { freePort } from '../deploy/dev/ports.mjs';
import { startPostgres } from '../deploy/dev/postgres.mjs';
import { Problem } from '../deploy/dev/problem.mjs';
import { identityOf } from '../deploy/dev/processes.mjs';
import { stopLeftovers } from '../deploy/dev/supervisor.mjs';

const prefix = 'recourse-test-';
const parents = [...new Set([tmpdir(), '/tmp', '/var/tmp'])];

/**
 * A Postgres and a NATS for one test run, in folders of their own.
 * @param {{ root: string, log(line: string): void, stopped(): boolean }} options
 * @returns {Promise<{ dir: string, environment: Record<string, string>, close(): Promise<void> }>} `close` leaves nothing behind
 * @throws {Problem} Postgres or NATS cannot be had
 */
export async function openThrowaway({ root, log, stopped }) {
  const dirs = parents.flatMap(makeFolder);
  if (dirs.length === 0) throw new Problem(`No temporary folder can be written: set TMPDIR to one that can.`);
  const [dir, ...others] = dirs;
  const servers = [];
  const close = async () => {
    for (const server of servers.reverse()) await server.stop();
    for (const one of dirs) rmSync(one, { recursive: true, force: true });
  };
  try {
    const quiet = { dataDir: dir, log };
    const elsewhere = others.map((other) => join(other, 'postgres'));
    const postgres = await startPostgres({ ...quiet, root, elsewhere, port: await freePort(0), throwaway: true });
    servers.push(postgres);
    const binary = stopped() ? undefined : findOrFetchNatsServer({ cacheDir: join(root, '.recourse', 'tools'), log });
    if (!binary) throw new Problem('The tests need nats-server: install it (apt-get install nats-server, brew install nats-server) and try again.');
    const nats = await startNats({ ...quiet, binary, storeDir: join(dir, 'nats'), port: await freePort(0) });
    servers.push(nats);
    const environment = { RECOURSE_TEST_DATABASE_URL: postgres.url, RECOURSE_TEST_NATS_URL: nats.url, RECOURSE_NATS_SERVER: binary };
    return { dir, environment, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Removes what test runs killed with -9 left behind. */
export async function clearAbandoned() {
  const dirs = parents.flatMap((parent) => readdir(parent).filter((name) => name.startsWith(prefix)).map((name) => join(parent, name)));
  for (const dir of dirs) {
    const owner = ownerOf(dir);
    if (!owner || identityOf(owner.pid) === owner.identity) continue;
    await stopLeftovers(dir);
    rmSync(dir, { recursive: true, force: true });
  }
}

/**
 * A folder that the next run removes, with the processes noted in it, should this process not come to it.
 * @param {string} parent
 * @returns {string[]} its path; empty when it cannot be made
 */
export function makeFolder(parent) {
  try {
    const dir = mkdtempSync(join(parent, prefix));
    // As root the database's user has to pass through.
    if (process.getuid?.() === 0) chmodSync(dir, 0o711);
    writeFileSync(join(dir, 'owner.json'), JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) }), { mode: 0o600 });
    return [dir];
  } catch {
    return [];
  }
}

const readdir = (folder) => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};
const ownerOf = (dir) => {
  try {
    return JSON.parse(readFileSync(join(dir, 'owner.json'), 'utf8'));
  } catch {
    return undefined; // another user's, or being made right now
  }
};
