import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Names one process for good: a pid alone is handed out again, a pid with its start time is not.
 * @param {number} pid
 * @returns {string | undefined} undefined when it does not run (a zombie does not run)
 */
export function identityOf(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (process.platform !== 'linux') return ps(pid, 'lstart=');
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name in brackets may hold blanks, so fields are counted from the last bracket on.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${bootId()}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

/**
 * @param {number} pid
 * @returns {string} the command line with blanks between arguments; empty when unknown
 */
export function commandLineOf(pid) {
  if (process.platform !== 'linux') return ps(pid, 'command=') ?? '';
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/**
 * Sends the signals one after the other until the process is gone.
 * @param {number} pid
 * @param {[NodeJS.Signals, number][]} ladder each signal with the milliseconds to wait after it
 * @returns {Promise<boolean>} whether it is gone
 */
export async function endProcess(pid, ladder) {
  const identity = identityOf(pid);
  const gone = () => identity === undefined || identityOf(pid) !== identity;
  for (const [signal, wait_ms] of ladder) {
    if (gone()) return true;
    try {
      process.kill(pid, signal);
    } catch {
      return gone();
    }
    for (const until = Date.now() + wait_ms; Date.now() < until && !gone(); ) await sleep(20);
  }
  return gone();
}

const bootId = () => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
};

const ps = (pid, column) => {
  const answer = spawnSync('ps', ['-o', `stat=,${column}`, '-p', String(pid)], { encoding: 'utf8' });
  const text = (answer.stdout ?? '').trim();
  return answer.status !== 0 || text === '' || text.startsWith('Z') ? undefined : text.replace(/^\S+\s+/, '');
};
