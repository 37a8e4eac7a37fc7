import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { tryLock } from './process-lock.mjs';

const oldest = [22, 15];

/**
 * Makes node_modules match package-lock.json: runs `npm ci` when it is absent or stale, else does nothing.
 * @param {string} root the checkout
 * @throws {Problem} no npm, Node older than 20, no lock file, or `npm ci` failed
 */
export function ensureInstalled(root) {
  if (major(process.versions.node) < 20) {
    throw new Problem(`Node ${process.versions.node} is too old: install Node 20 or newer (24 is best) and try again.`);
  }
  const lockFile = join(root, 'package-lock.json');
  if (!existsSync(lockFile)) {
    throw new Problem('package-lock.json is missing: restore it with `git checkout package-lock.json`.');
  }
  const lock = readFileSync(lockFile, 'utf8');
  const stamp = join(root, 'node_modules', '.recourse-lock-sha256');
  const digest = createHash('sha256').update(lock).digest('hex');
  const reason = () => reasonToInstall(root, JSON.parse(lock), textOf(stamp) === digest);
  if (!reason()) return;
  const release = waitForLock(join(root, '.npm-ci.lock'));
  try {
    // Somebody else may have installed meanwhile.
    const why = reason();
    if (!why) return;
    console.log(`Installing packages with npm ci (${why}); the first time this takes about a minute.`);
    npmCi(root);
    writeFileSync(stamp, digest);
  } finally {
    release();
  }
}

/** `npm ci` begins by removing everything: two at once leave a broken tree. */
function waitForLock(file) {
  for (let told = false; ; told = true) {
    const lock = tryLock(file);
    if ('release' in lock) return lock.release;
    if (!told) console.log('Waiting for another process that installs the packages of this checkout.');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
}

/**
 * A Node that runs Recourse: this one when it is new enough, else the one npm installed.
 * @param {string} root the checkout
 * @returns {string} path of a Node >= 22.15
 * @throws {Problem} none found
 */
export function modernNode(root) {
  if (newEnough(process.versions.node)) return process.execPath;
  const candidates = [
    join(root, 'node_modules', '.bin', 'node'),
    join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node'),
  ];
  for (const path of candidates) {
    const answer = spawnSync(path, ['--version'], { encoding: 'utf8' });
    if (answer.status === 0 && newEnough(answer.stdout.trim().slice(1))) return path;
  }
  throw new Problem(
    `Node ${process.versions.node} is too old and npm has no newer one for ${process.platform}-${process.arch}: ` +
      `install Node ${oldest.join('.')} or newer (24 is best) and try again.`,
  );
}

function reasonToInstall(root, lock, stamped) {
  const hidden = textOf(join(root, 'node_modules', '.package-lock.json'));
  if (hidden === undefined) return 'node_modules is absent';
  let installed;
  try {
    installed = JSON.parse(hidden).packages ?? {};
  } catch {
    return 'node_modules is damaged';
  }
  for (const [path, entry] of Object.entries(lock.packages ?? {})) {
    if (!path.includes('node_modules/')) continue;
    const found = installed[path];
    if (found) {
      if (found.version !== entry.version) return `${nameOf(path)} is ${found.version}, wanted ${entry.version}`;
    } else if (!(entry.optional || entry.devOptional)) {
      return `${nameOf(path)} is missing`;
    } else if (!stamped && (entry.os || entry.cpu) && fitsHere(entry)) {
      // Tried once per lock file: an optional package that cannot be had must not cause an install at every start.
      return `${nameOf(path)} is missing`;
    }
  }
  return undefined;
}

const fitsHere = ({ os, cpu, libc }) =>
  allows(os, process.platform) && allows(cpu, process.arch) && (process.platform !== 'linux' || allows(libc, libcHere()));

const allows = (allowed, value) => {
  const list = [allowed ?? []].flat(); // some packages give a bare string
  if (list.length === 0) return true;
  if (list.includes(`!${value}`)) return false;
  return list.includes(value) || list.every((item) => item.startsWith('!'));
};

const libcHere = () => (process.report?.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl');

function npmCi(root) {
  // Under `npm start` npm names itself; by hand it is looked up on PATH.
  const itself = process.env.npm_execpath;
  const [command, ...before] = itself?.endsWith('.js') ? [process.execPath, itself] : ['npm'];
  const flags = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const done = spawnSync(command, [...before, ...flags], { cwd: root, stdio: 'inherit' });
  if (done.error?.code === 'ENOENT') {
    throw new Problem('npm was not found: install Node with npm (24 is best) and try again.');
  }
  if (done.error) throw new Problem(`npm ci could not be run (${done.error.message}): run it by hand and try again.`);
  if (done.status !== 0) {
    throw new Problem('npm ci failed (see above): check the connection to your package registry and try again.');
  }
}

const textOf = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
const major = (version) => Number(version.split('.')[0]);
const newEnough = (version) => {
  const [a, b] = version.split('.').map(Number);
  return a > oldest[0] || (a === oldest[0] && b >= oldest[1]);
};
