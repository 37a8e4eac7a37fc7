import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Problem } from './problem.mjs';

const marker = '.recourse-data';

/**
 * Where everything lies that a development start keeps: RECOURSE_DATA_DIR, else `.recourse` in the checkout.
 * @param {string} root the checkout
 * @returns {string}
 */
export const dataDirOf = (root) => (process.env.RECOURSE_DATA_DIR ? resolve(process.env.RECOURSE_DATA_DIR) : join(root, '.recourse'));

/**
 * Makes the folder when it is missing.
 * @param {string} root the checkout
 * @returns {string} its path
 * @throws {Problem} it belongs to somebody else, or holds something else
 */
export function openDataDir(root) {
  const dir = dataDirOf(root);
  // `--fresh` empties this folder, so it must be ours alone.
  const foreign = process.env.RECOURSE_DATA_DIR && existsSync(dir) && readdirSync(dir).length > 0 && !existsSync(join(dir, marker));
  if (foreign) throw new Problem(`RECOURSE_DATA_DIR names ${dir}, which holds other things: name a folder that is empty or does not exist yet.`);
  try {
    mkdirSync(dir, { recursive: true });
    // As root the database's user has to pass through; what is private in here has its own mode.
    chmodSync(dir, process.getuid?.() === 0 ? 0o711 : 0o700);
    writeFileSync(join(dir, marker), '');
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
  const hash = createHash('sha256').update(process.env.RECOURSE_DATA_DIR ? dataDirOf(root) : root).digest('hex').slice(0, 12);
  return [`/var/lib/recourse/${hash}`, `/var/tmp/recourse-${hash}`];
}

/**
 * Removes all data of a start from this checkout; fetched tools and the lock of the present start stay.
 * @param {string} root the checkout
 */
export function wipe(root) {
  const dir = dataDirOf(root);
  const keep = ['tools', 'start.lock', marker];
  const inside = existsSync(dir) ? readdirSync(dir).filter((name) => !keep.includes(name)).map((name) => join(dir, name)) : [];
  for (const path of [...inside, ...placesElsewhere(root)]) rmSync(path, { recursive: true, force: true });
}
