import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { identityOf } from './processes.mjs';

/**
 * A lock file that names the process which holds it. The lock of a process that was killed is taken over.
 * @param {string} file
 * @returns {{ release: () => void } | { holder: number | undefined }} the holder's pid; undefined while it is just being taken
 */
export function tryLock(file) {
  const mine = JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = readJson(file);
      if (holder?.identity && identityOf(holder.pid) === holder.identity) return { holder: holder.pid };
      rmSync(file, { force: true });
    }
  }
  return { holder: undefined };
}

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};
