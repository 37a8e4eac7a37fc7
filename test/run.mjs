// What `npm test` runs: jest, with a throw-away Postgres and NATS of its own.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from '../deploy/dev/compile.mjs';
import { ensureInstalled } from '../deploy/dev/install.mjs';
import { die } from '../deploy/dev/problem.mjs';
import { onStopWish, underModernNode } from '../deploy/dev/reexec.mjs';
import { clearAbandoned, openThrowaway } from './throwaway.mjs';
import { verdict } from './verdict.mjs';

const script = fileURLToPath(import.meta.url);
const root = join(dirname(script), '..');
const argv = process.argv.slice(2);

try {
  ensureInstalled(root);
  await underModernNode(root, script);
} catch (error) {
  die(error);
}

let jest;
let stopped = false;
onStopWish(() => {
  stopped = true;
  jest?.kill('SIGINT');
});

const code = await run().catch((error) => {
  if (!stopped) die(error);
});
process.exit(stopped ? 130 : code);

/** @returns {Promise<number>} the exit code */
async function run() {
  compile(root);
  await clearAbandoned();
  const throwaway = await openThrowaway({ root, log: console.log, stopped: () => stopped });
  try {
    if (stopped) return 130;
    const resultFile = join(throwaway.dir, 'result.json');
    const ended = await runJest(throwaway.environment, resultFile);
    if (stopped) return 130;
    return verdict({ resultFile, ended, chosenByName: argv.some((arg) => /^(-t|--testNamePattern)(=|$)/.test(arg)) });
  } finally {
    // Systems that an interrupted test had started go first: they use what is closed next.
    await clearAbandoned();
    await throwaway.close();
  }
}

/** @returns {Promise<number | string>} its exit code, or the signal that ended it */
function runJest(environment, resultFile) {
  const { DATABASE_URL, NATS_URL, ...env } = process.env;
  const workers = argv.some((arg) => /^(-w|-i|--runInBand|--maxWorkers)(=|\d|$)/.test(arg)) ? [] : ['--maxWorkers=2'];
  const args = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning', join(root, 'node_modules', 'jest', 'bin', 'jest.js')];
  // Without tests jest writes no result; the verdict says so itself and fails.
  const report = ['--passWithNoTests', '--json', `--outputFile=${resultFile}`];
  jest = spawn(process.execPath, [...args, ...workers, ...report, ...argv], { cwd: root, stdio: 'inherit', env: { ...env, ...environment } });
  return new Promise((resolve, reject) => jest.once('error', reject).once('exit', (code, signal) => resolve(signal ?? code)));
}
