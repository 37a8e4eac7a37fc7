import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { identityOf } from './processes.mjs';

/**
 * Only one start per checkout at a time. The lock of a start that was killed is taken over.
 * @param {string} dataDir
 * @returns {() => void} gives the lock back
 * @throws {Problem} another start runs; names its URLs
 */
export function takeLock(dataDir) {
  const file = join(dataDir, 'start.lock');
  const mine = JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = readJson(file);
      if (holder?.identity && identityOf(holder.pid) === holder.identity) throw new Problem(alreadyRunning(dataDir, holder.pid));
      rmSync(file, { force: true });
    }
  }
  throw new Problem('Another npm start of this checkout is starting right now.');
}

function alreadyRunning(dataDir, pid) {
  const running = readJson(join(dataDir, 'running.json'));
  const urls = Object.entries(running?.services ?? {}).map(([name, url]) => `${name} ${url}`);
  return `Recourse is already running from this checkout (process ${pid}${urls.length ? `: ${urls.join(', ')}` : ', still starting'}); stop it with Ctrl-C there or \`kill ${pid}\`.`;
}

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};
