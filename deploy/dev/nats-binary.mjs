import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * A nats-server that runs here: on PATH, fetched earlier, or fetched now.
 * @param {object} options
 * @param {string} options.cacheDir a fetched one is kept here
 * @param {(line: string) => void} [options.log] told in one line what is tried
 * @returns {string | undefined} its path; undefined after saying why not
 */
export function findOrFetchNatsServer({ cacheDir, log = () => {} }) {
  const cached = join(cacheDir, 'nats-server');
  const known = [...onPath(), cached];
  for (const path of known) if (works(path)) return path;
  if (has('apt-get') && has('dpkg')) {
    log('Fetching nats-server as a Debian package (nothing is installed on the system).');
    if (unpackDebianPackage(cacheDir, cached) && works(cached)) return cached;
    const root = process.getuid?.() === 0;
    if (root || succeeds('sudo', ['-n', 'true'])) {
      log('That did not work; installing it with apt-get install nats-server.');
      const install = ['apt-get', 'install', '-y', '-q', '--no-install-recommends', 'nats-server'];
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      spawnSync(root ? install[0] : 'sudo', root ? install.slice(1) : ['-n', ...install], { stdio: 'ignore', timeout: 180_000, env });
      const found = onPath().find(works);
      if (found) return found;
    }
  } else if (process.platform === 'darwin' && has('brew')) {
    log('Installing nats-server with brew install nats-server.');
    spawnSync('brew', ['install', '--quiet', 'nats-server'], { stdio: 'ignore', timeout: 300_000 });
    const found = onPath().find(works);
    if (found) return found;
  }
  log('nats-server is not on PATH and could not be fetched: install it (apt-get install nats-server, brew install nats-server) to have events carried by NATS.');
  return undefined;
}

/** Debian keeps it in /usr/sbin, which an ordinary user's PATH leaves out. */
const onPath = () =>
  [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin']
    .map((folder) => join(folder, 'nats-server'))
    .filter(executable);

function unpackDebianPackage(cacheDir, target) {
  let work;
  try {
    mkdirSync(cacheDir, { recursive: true });
    work = mkdtempSync(join(cacheDir, 'fetch-'));
    if (!download(work, []) && !downloadWithOwnLists(work)) return false;
    const archive = readdirSync(work).find((name) => name.endsWith('.deb'));
    if (!succeeds('dpkg', ['-x', join(work, archive), join(work, 'unpacked')])) return false;
    const binary = ['usr/sbin', 'usr/bin'].map((folder) => join(work, 'unpacked', folder, 'nats-server')).find((path) => existsSync(path));
    if (!binary) return false;
    // Renamed at the end, so that a fetch that is cut short never leaves half a program behind.
    copyFileSync(binary, join(work, 'nats-server'));
    chmodSync(join(work, 'nats-server'), 0o755);
    renameSync(join(work, 'nats-server'), target);
    return true;
  } catch {
    return false;
  } finally {
    if (work) rmSync(work, { recursive: true, force: true });
  }
}

/** The system's own package lists may be empty (container images) or old; ours are read from the same sources. */
function downloadWithOwnLists(work) {
  for (const folder of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(work, folder), { recursive: true });
  const own = ['-o', `Dir::State::lists=${join(work, 'lists')}`, '-o', `Dir::Cache=${join(work, 'cache')}`];
  spawnSync('apt-get', [...own, '-o', 'APT::Sandbox::User=root', '-q', 'update'], { cwd: work, stdio: 'ignore', timeout: 120_000 });
  return download(work, own);
}

function download(work, options) {
  const args = [...options, '-o', 'APT::Sandbox::User=root', '-o', 'Acquire::Retries=2', '-q', 'download', 'nats-server'];
  spawnSync('apt-get', args, { cwd: work, stdio: 'ignore', timeout: 60_000 });
  return readdirSync(work).some((name) => name.endsWith('.deb'));
}

const executable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
const works = (path) => executable(path) && succeeds(path, ['--version']);
const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore', timeout: 60_000 }).status === 0;
const has = (command) => succeeds(command, ['--version']);
