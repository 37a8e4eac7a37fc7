import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';

/**
 * `.recourse` in the checkout: everything a development start keeps.
 * @param {string} root the checkout
 * @returns {string} its path
 * @throws {Problem} it belongs to somebody else
 */
export function openDataDir(root) {
  const dir = join(root, '.recourse');
  try {
    mkdirSync(dir, { recursive: true });
    // As root the database's user has to pass through; what is private in here has its own mode.
    chmodSync(dir, process.getuid?.() === 0 ? 0o711 : 0o700);
    writeFileSync(join(dir, '.gitignore'), '*\n');
  } catch (error) {
    throw new Problem(`${dir} cannot be written (${error.code}): it was made by another user; remove it as that user or start as that user.`);
  }
  return dir;
}

/**
 * Where the database may lie when its user cannot reach the checkout: only root needs that.
 * @param {string} root the checkout
 * @returns {string[]}
 */
export function placesElsewhere(root) {
  if (process.getuid?.() !== 0) return [];
  const hash = createHash('sha256').update(root).digest('hex').slice(0, 12);
  return [`/var/lib/recourse/${hash}`, `/var/tmp/recourse-${hash}`];
}

/**
 * Removes all data of this checkout; fetched tools and the lock of the present start stay.
 * @param {string} root the checkout
 */
export function wipe(root) {
  const dir = join(root, '.recourse');
  const keep = ['tools', 'start.lock'];
  const inside = existsSync(dir) ? readdirSync(dir).filter((name) => !keep.includes(name)).map((name) => join(dir, name)) : [];
  for (const path of [...inside, ...placesElsewhere(root)]) rmSync(path, { recursive: true, force: true });
}
