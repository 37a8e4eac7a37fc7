import { spawn } from 'node:child_process';
import { mkdirSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tailOf } from './logs.mjs';
import { Problem } from './problem.mjs';
import { supervise } from './supervisor.mjs';

const readyLimit_ms = 60_000;

// V8 lets a heap grow with the machine's memory before it collects; with these limits a service stays below 250 MiB (docs/performance.md).
const nodeFlags = ['--enable-source-maps', '--max-old-space-size=160', '--max-semi-space-size=8'];

/**
 * Runs `<service> migrate` to its end.
 * @param {{ root: string, dataDir: string, service: { name: string, main: string }, env: NodeJS.ProcessEnv, signal: AbortSignal }} options
 * @throws {Problem} it failed; with the end of its log
 */
export async function migrate({ root, dataDir, service, env, signal }) {
  const logFile = join(dataDir, 'logs', `${service.name}-migrate.log`);
  mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  const output = openSync(logFile, 'w', 0o600);
  const child = spawn(process.execPath, [join(root, service.main), 'migrate'], { cwd: root, env, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  const kill = () => child.kill();
  signal.addEventListener('abort', kill);
  const how = await new Promise((resolve, reject) => child.once('error', reject).once('exit', (code, by) => resolve(by ?? code)));
  signal.removeEventListener('abort', kill);
  if (how !== 0) throw new Problem(`${service.name} could not prepare its tables (${how}). The end of its log ${logFile}:\n${tailOf(logFile)}`);
}

/**
 * Starts a service, keeps it running, and waits until `GET /health/ready` answers 200.
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.dataDir
 * @param {{ name: string, main: string }} options.service
 * @param {string} options.url
 * @param {NodeJS.ProcessEnv} options.env
 * @param {AbortSignal} options.signal gives up waiting
 * @param {(started: import('./supervisor.mjs').Supervised) => void} options.onStart called as soon as it runs
 * @param {number} [options.longestPause_ms] before it is started again
 * @param {() => void} options.onChange
 * @param {(line: string) => void} options.log
 * @throws {Problem} not ready within 60 s, or it keeps dying; with the end of its log
 */
export async function launch({ root, dataDir, service, url, env, signal, longestPause_ms, onStart, onChange, log }) {
  const { name, main } = service;
  const child = await supervise({ name, command: process.execPath, args: [...nodeFlags, join(root, main)], cwd: root, env, dir: dataDir, longestPause_ms, onChange, log });
  onStart(child);
  let last = 'no answer';
  for (const until = Date.now() + readyLimit_ms; Date.now() < until && child.deaths < 3; await sleep(50)) {
    signal.throwIfAborted();
    try {
      const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) });
      if (answer.status === 200) return;
      last = `${answer.status} ${(await answer.text()).slice(0, 500)}`;
    } catch {
      // Not listening yet.
    }
  }
  const why = child.deaths >= 3 ? 'keeps ending' : `is not ready after ${readyLimit_ms / 1000} s (${last})`;
  throw new Problem(`${name} ${why}. The end of its log ${child.logFile}:\n${tailOf(child.logFile)}`);
}
