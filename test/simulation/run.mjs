// What `npm run simulate` runs: the sources as they are, in a Node that is new enough.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../../deploy/dev/install.mjs';
import { die } from '../../deploy/dev/problem.mjs';
import { underModernNode } from '../../deploy/dev/reexec.mjs';

const script = fileURLToPath(import.meta.url);
const here = dirname(script);
const root = join(here, '..', '..');

try {
  ensureInstalled(root);
  await underModernNode(root, script);
} catch (error) {
  die(error);
}

const child = spawn(
  process.execPath,
  ['--conditions=@recourse/source', '--import', join(here, 'load-typescript.mjs'), join(here, 'main.ts'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => process.exit(code ?? 1));
