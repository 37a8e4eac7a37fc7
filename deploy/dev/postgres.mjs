import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tailOf } from './logs.mjs';
import { postgresBinaries } from './postgres-binaries.mjs';
import { Problem } from './problem.mjs';
import { commandLineOf, endProcess, identityOf } from './processes.mjs';
import { placeFor, serverUser } from './server-user.mjs';
import { supervise } from './supervisor.mjs';

const superuser = 'recourse';

/**
 * Starts the Postgres that npm brought, with its own cluster, on 127.0.0.1 only and with a password; keeps it running.
 * @param {object} options
 * @param {string} options.root the checkout
 * @param {string} options.dataDir holds logs and pids, and the cluster in `postgres/` when the server's user can reach it
 * @param {string[]} [options.elsewhere] folders to keep the cluster in otherwise, best first
 * @param {number} options.port
 * @param {boolean} [options.throwaway] trades durability for speed
 * @param {() => void} [options.onChange] called after every start, also after a crash
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<{ url: string, pid: number | undefined, dataDir: string, stop(): Promise<void> }>}
 *   `url` is the superuser's, database `postgres`; `dataDir` is the folder that really holds the cluster
 * @throws {Problem} it cannot run here, or does not get ready within 60 s
 */
export async function startPostgres({ root, dataDir, elsewhere = [], port, throwaway = false, onChange, log }) {
  const places = [join(dataDir, 'postgres'), ...elsewhere];
  const before = homeUsedBefore(dataDir, places);
  const user = serverUser(before && join(before, 'cluster'));
  const home = placeFor(user, [...new Set([before, ...places])].filter(Boolean));
  const native = postgresBinaries(root, user, home);
  const cluster = join(home, 'cluster');
  const passwordFile = join(home, 'password');
  if (!existsSync(join(cluster, 'PG_VERSION'))) initialise({ native, user, cluster, passwordFile, throwaway });
  writeFileSync(join(dataDir, 'postgres-lies-in'), `${home}\n`);

  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 400,
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(throwaway && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const server = await supervise({
    name: 'postgres',
    command: join(native, 'bin', 'postgres'),
    args: ['-D', cluster, '-p', String(port), ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    cwd: '/',
    uid: user.uid,
    gid: user.gid,
    dir: dataDir,
    stopSignal: 'SIGINT', // fast shutdown: open transactions are rolled back, clients are sent away
    prepare: () => clearWayFor(cluster),
    onChange,
    log,
  });
  await ready(server, cluster);
  const password = readFileSync(passwordFile, 'utf8').trim();
  return {
    url: `postgresql://${superuser}:${password}@127.0.0.1:${port}/postgres`,
    dataDir: home,
    stop: server.stop,
    get pid() {
      return server.pid;
    },
  };
}

/**
 * Makes sure that the database named in the URL exists and lets us in.
 * @param {string} root the checkout, whose `pg` is used
 * @param {string} url
 * @throws {Problem} no connection, or the database is missing and cannot be created
 */
export async function ensureDatabase(root, url) {
  if (!URL.canParse(url)) throw new Problem('DATABASE_URL is not a URL: write it as postgresql://user:password@host:5432/database.');
  const missing = await connected(root, url, async () => false).catch((error) => {
    if (error.code === '3D000') return true;
    throw new Problem(`Postgres at ${shown(url)} cannot be used (${error.message || error.code}): check DATABASE_URL and that the server runs.`);
  });
  if (!missing) return;
  const maintenance = new URL(url);
  const name = decodeURIComponent(maintenance.pathname.slice(1));
  maintenance.pathname = '/postgres';
  await connected(root, maintenance.href, (client) => client.query(`create database "${name.replaceAll('"', '""')}"`)).catch((error) => {
    throw new Problem(`The database "${name}" does not exist at ${shown(url)} and could not be created (${error.message}): create it and try again.`);
  });
}

/**
 * Empties the database: drops schema public with all it holds.
 * @param {string} root the checkout
 * @param {string} url
 */
export const emptyDatabase = (root, url) => connected(root, url, (client) => client.query('drop schema public cascade; create schema public'));

async function connected(root, url, work) {
  const { Client } = createRequire(join(root, 'package.json'))('pg');
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * The cluster stays where it was, even if the checkout can be reached now and could not be before.
 * Only one of our own places counts: a copied checkout must not take over the original's cluster.
 */
function homeUsedBefore(dataDir, places) {
  try {
    const home = readFileSync(join(dataDir, 'postgres-lies-in'), 'utf8').trim();
    return places.includes(home) && existsSync(join(home, 'cluster', 'PG_VERSION')) ? home : undefined;
  } catch {
    return undefined;
  }
}

function initialise({ native, user, cluster, passwordFile, throwaway }) {
  const { uid, gid } = user;
  writeFileSync(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  if (uid !== undefined) chownSync(passwordFile, uid, gid);
  // A half-made cluster must never look like a whole one, so it gets its name when it is complete.
  const draft = `${cluster}.draft`;
  const flags = ['-D', draft, '-U', superuser, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'];
  let output = '';
  for (const locale of ['C.UTF-8', 'C']) {
    rmSync(draft, { recursive: true, force: true });
    const all = [...flags, `--locale=${locale}`, ...(throwaway ? ['--no-sync', '--no-instructions'] : [])];
    const env = { PATH: process.env.PATH, LC_ALL: 'C' };
    const done = spawnSync(join(native, 'bin', 'initdb'), all, { uid, gid, cwd: '/', env, encoding: 'utf8' });
    if (done.status === 0) return renameSync(draft, cluster);
    output = `${done.error?.message ?? ''}${done.stdout ?? ''}${done.stderr ?? ''}`;
  }
  throw new Problem(`Postgres could not make its data folder ${cluster}: ${output.trim()}`);
}

/**
 * What a launcher or a server killed with -9 left behind. The file of a dead server stays: by it Postgres sees whether
 * some of that server's backends still live, and refuses to write beside them; the supervisor then tries again.
 */
async function clearWayFor(cluster) {
  const file = join(cluster, 'postmaster.pid');
  const [first] = linesOf(file);
  const pid = Number(first);
  if (!pid || identityOf(pid) === undefined) return;
  const ours = commandLineOf(pid).includes(cluster);
  if (ours && !(await endProcess(pid, [['SIGINT', 10_000], ['SIGQUIT', 5_000], ['SIGKILL', 5_000]]))) {
    throw new Problem(`An older Postgres (process ${pid}) still uses ${cluster}: end it and try again.`);
  }
  // Postgres refuses to start when the pid in a stale file has meanwhile been given to another program.
  if (!ours) rmSync(file, { force: true });
}

async function ready(server, cluster) {
  for (const until = Date.now() + 60_000; Date.now() < until && server.deaths < 5; await sleep(20)) {
    const lines = linesOf(join(cluster, 'postmaster.pid'));
    if (Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready') return;
  }
  await server.stop();
  throw new Problem(`Postgres does not start. The end of its log ${server.logFile}:\n${tailOf(server.logFile, 15)}`);
}

const linesOf = (file) => {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
};

const shown = (url) => {
  const parsed = new URL(url);
  if (parsed.password) parsed.password = '***';
  return parsed.href;
};
