import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { tryLock } from './process-lock.mjs';

/**
 * Only one start per checkout at a time.
 * @param {string} dataDir
 * @returns {() => void} gives the lock back
 * @throws {Problem} another start runs; names its URLs
 */
export function takeLock(dataDir) {
  const lock = tryLock(join(dataDir, 'start.lock'));
  if ('release' in lock) return lock.release;
  throw new Problem(lock.holder === undefined ? 'Another npm start of this checkout is starting right now.' : alreadyRunning(dataDir, lock.holder));
}

function alreadyRunning(dataDir, pid) {
  const urls = Object.entries(servicesOf(dataDir)).map(([name, url]) => `${name} ${url}`);
  return `Recourse is already running from this checkout (process ${pid}${urls.length ? `: ${urls.join(', ')}` : ', still starting'}); stop it with Ctrl-C there or \`kill ${pid}\`.`;
}

function servicesOf(dataDir) {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')).services ?? {};
  } catch {
    return {};
  }
}
