import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from './problem.mjs';

/**
 * Who Postgres runs as. It refuses to run as root, so root steps down to a user that already exists:
 * whoever made the cluster, else `postgres`, else `nobody`.
 * @param {string} [cluster] one that exists already
 * @returns {{ name: string, uid?: number, gid?: number }} without ids: the present user
 * @throws {Problem} root, but there is nobody to step down to
 */
export function serverUser(cluster) {
  if (process.getuid?.() !== 0) return { name: 'the present user' };
  const { uid, gid } = (cluster && statSync(cluster)) || { uid: 0 };
  if (uid !== 0) return { name: `user ${uid}`, uid, gid };
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const entry = users.find(([name]) => name === wanted);
    if (!entry) continue;
    const user = { name: wanted, uid: Number(entry[2]), gid: Number(entry[3]) };
    // In some containers even root may not become somebody else.
    if (as(user, '/bin/sh', ['-c', 'exit 0'])) return user;
  }
  throw new Problem(
    'Postgres refuses to run as root and there is no user to step down to: start as an ordinary user or set DATABASE_URL.',
  );
}

/**
 * Runs a command as that user and says whether it succeeded.
 * @param {{ uid?: number, gid?: number }} user
 * @param {string} command
 * @param {string[]} args
 * @returns {boolean}
 */
export const as = ({ uid, gid }, command, args) => spawnSync(command, args, { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0;

/**
 * The first of the folders in which that user can really keep private files; it is created if need be.
 * @param {{ name: string, uid?: number, gid?: number }} user
 * @param {string[]} places
 * @returns {string} a folder that belongs to that user, mode 0700
 * @throws {Problem} none will do
 */
export function placeFor(user, places) {
  for (const place of places) {
    try {
      makeParents(dirname(place), user);
      mkdirSync(place, { recursive: true });
      if (user.uid !== undefined) chownSync(place, user.uid, user.gid);
      chmodSync(place, 0o700);
    } catch {
      continue;
    }
    const probe = 'cd "$1" && : > .probe && rm .probe';
    if (as(user, '/bin/sh', ['-c', probe, 'sh', place])) return place;
    removeIfEmpty(place);
  }
  throw new Problem(`None of ${places.join(', ')} can be written by ${user.name}: free one of them or set DATABASE_URL.`);
}

/** Folders made here can be passed through by the other user, whatever the umask; existing ones stay as they are. */
function makeParents(folder, user) {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user.uid === undefined || first === undefined) return;
  for (let one = folder; one.length >= first.length; one = join(one, '..')) chmodSync(one, 0o711);
}

const removeIfEmpty = (folder) => {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty: not ours to remove.
  }
};
