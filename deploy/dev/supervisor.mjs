import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { endProcess, identityOf } from './processes.mjs';

const backoff_ms = { first: 200, longest: 5_000, forgottenAfter: 10_000 };

/**
 * Runs a child for as long as we live: when it dies unexpectedly it is started again, first after 0.2 s,
 * then twice as long each time up to 5 s.
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.command
 * @param {string[]} options.args
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.cwd]
 * @param {number} [options.uid]
 * @param {number} [options.gid]
 * @param {string} options.dir holds `logs/<name>.log` and `pids/<name>.json`
 * @param {NodeJS.Signals} [options.stopSignal] default SIGTERM
 * @param {() => unknown} [options.prepare] runs before every start
 * @param {number} [options.longestPause_ms] before it is started again; default 5,000
 * @param {() => void} [options.onChange] called after every start
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<Supervised>}
 * @throws when the command cannot be started at all
 *
 * @typedef {object} Supervised
 * @property {string} name
 * @property {number | undefined} pid undefined while it is down
 * @property {number} deaths unexpected ends so far
 * @property {string} logFile
 * @property {() => Promise<void>} stop signal, then SIGKILL after 10 s; safe to call twice
 */
export async function supervise({ name, command, args, env, cwd, uid, gid, dir, stopSignal = 'SIGTERM', prepare, longestPause_ms = backoff_ms.longest, onChange, log }) {
  const logFile = join(dir, 'logs', `${name}.log`);
  const pidFile = join(dir, 'pids', `${name}.json`);
  for (const file of [logFile, pidFile]) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`);

  let child;
  let timer;
  let stopping;
  let wait_ms = backoff_ms.first;
  const supervised = { name, logFile, deaths: 0, pid: undefined, stop: () => (stopping ??= stop()) };

  async function launch() {
    await prepare?.();
    if (stopping) return;
    const output = openSync(logFile, 'a', 0o600);
    const started = Date.now();
    // Detached: Ctrl-C in a terminal reaches the launcher alone, which then stops its children in order.
    child = spawn(command, args, { env, cwd, uid, gid, detached: true, stdio: ['ignore', output, output] });
    closeSync(output);
    const born = new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    child.once('exit', (code, signal) => ended(code, signal, started));
    // Noted before anything is awaited: a stop that comes now must find it.
    supervised.pid = child.pid;
    if (child.pid) writeFileSync(pidFile, JSON.stringify({ pid: child.pid, identity: identityOf(child.pid), stopSignal }), { mode: 0o600 });
    await born;
    onChange?.();
  }

  function ended(code, signal, started) {
    supervised.pid = undefined;
    rmSync(pidFile, { force: true });
    if (stopping) return;
    supervised.deaths += 1;
    if (Date.now() - started > backoff_ms.forgottenAfter) wait_ms = backoff_ms.first;
    log?.(`${name} ended unexpectedly (${signal ?? `exit code ${code}`}); starting it again in ${wait_ms / 1000} s. Log: ${logFile}`);
    restartIn(wait_ms);
    wait_ms = Math.min(wait_ms * 2, longestPause_ms);
  }

  function restartIn(delay_ms) {
    timer = setTimeout(() => {
      launch().catch((error) => {
        log?.(`${name} could not be started again: ${error.message}`);
        if (!stopping) restartIn(backoff_ms.longest);
      });
    }, delay_ms);
  }

  async function stop() {
    clearTimeout(timer);
    const pid = supervised.pid;
    if (pid !== undefined) await endProcess(pid, [[stopSignal, 10_000], ['SIGKILL', 5_000]]);
    rmSync(pidFile, { force: true });
  }

  await launch();
  return supervised;
}

/**
 * Ends children that a launcher killed with -9 left behind; a pid that now belongs to another program is left alone.
 * @param {string} dir the `dir` given to `supervise`
 * @returns {Promise<string[]>} the names of those it ended
 */
export async function stopLeftovers(dir) {
  const pids = join(dir, 'pids');
  if (!existsSync(pids)) return [];
  const left = readdirSync(pids).filter((file) => file.endsWith('.json')).map((file) => ({ file, ...recordIn(join(pids, file)) }));
  const alive = left.filter(({ pid, identity }) => identity && identityOf(pid) === identity);
  const stopAll = (some) => Promise.all(some.map(({ pid, stopSignal }) => endProcess(pid, [[stopSignal, 10_000], ['SIGKILL', 5_000]])));
  const storage = ({ file }) => file === 'postgres.json' || file === 'nats.json';
  await stopAll(alive.filter((one) => !storage(one)));
  await stopAll(alive.filter(storage));
  for (const { file } of left) rmSync(join(pids, file), { force: true });
  return alive.map(({ file }) => file.replace(/\.json$/, ''));
}

const recordIn = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
};
