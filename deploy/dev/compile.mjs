import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';

/**
 * Compiles the whole workspace; what did not change costs 0.2 s.
 * @param {string} root the checkout
 * @throws {Problem} with the compiler's messages
 */
export function compile(root) {
  const compiler = join(root, 'node_modules', 'tsgo', 'bin', 'tsc');
  if (!existsSync(compiler)) throw new Problem('The TypeScript compiler is missing: run `npm ci` and try again.');
  const done = spawnSync(process.execPath, [compiler, '-b', '--pretty', 'false'], { cwd: root, encoding: 'utf8' });
  if (done.status === 0) return;
  const messages = `${done.stdout ?? ''}${done.stderr ?? ''}`.trim() || String(done.error ?? done.signal);
  throw new Problem(`The build failed:\n${messages}`);
}
