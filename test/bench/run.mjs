// What `npm run bench` runs: each figure as a ratio against a baseline measured in the same run.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compile } from '../../deploy/dev/compile.mjs';
import { ensureInstalled } from '../../deploy/dev/install.mjs';
import { die } from '../../deploy/dev/problem.mjs';
import { onStopWish, underModernNode } from '../../deploy/dev/reexec.mjs';

/** @typedef {Awaited<ReturnType<typeof import('./stage.mjs').openStage>>} Stage */

const help = `npm run bench [-- FIGURE …] [options]      a few minutes for all: append command rebuild lag payouts import memory

  --import ORDERS CANCELLATIONS   import these files instead of the 300 orders of the fixture
  --json                          the figures as JSON on stdout, everything else on stderr
  --help                          this text

Nothing else should run on the machine. Postgres and NATS are its own and are removed afterwards.`;

const FIGURES = ['append', 'command', 'rebuild', 'lag', 'payouts', 'import', 'memory'];
const script = fileURLToPath(import.meta.url);
const root = join(dirname(script), '..', '..');
const { chosen, files, json } = parsed();

try {
  ensureInstalled(root);
  await underModernNode(root, script);
  compile(root);
} catch (error) {
  die(error);
}
const log = (line) => console.error(line);
const { openStage } = await import('./stage.mjs');
const { machine, printTable } = await import('./report.mjs');
const stage = await openStage(root, log).catch(die);
onStopWish(async () => {
  await stage.close();
  process.exit(130);
});
// Servers and services would outlive this process.
process.once('uncaughtException', async (error) => {
  log(error.stack);
  await stage.close();
  process.exit(1);
});

const conditions = machine();
const { figures, failures } = await measure();
await stage.close();
if (json) console.log(JSON.stringify({ ...conditions, figures, failures: failures.map(({ name, error }) => ({ name, error: String(error) })) }, null, 2));
else printTable(conditions, figures);
for (const { name, error } of failures) log(`${name} could not be measured: ${error.stack ?? error}`);
process.exit(failures.length > 0 ? 1 : 0);

async function measure() {
  const { idleMemoryOf, memoryFigures, memoryOf } = await import('./memory.mjs');
  const wanted = (name) => chosen.includes(name);
  const figures = [];
  const failures = [];
  const add = async (name, work) => {
    if (!wanted(name)) return;
    log(`${name} …`);
    try {
      figures.push(...(await work()));
    } catch (error) {
      failures.push({ name, error });
    }
  };
  await add('append', async () => (await import('./append.mjs')).append(stage));
  await add('command', async () => (await import('./command.mjs')).command(stage));
  await add('rebuild', async () => (await import('./rebuild.mjs')).rebuild(stage));
  let idle;
  await add('memory', async () => {
    idle = await idleMemoryOf(await stage.wholeSystem());
    return [];
  });
  await add('lag', async () => (await import('./lag.mjs')).lag(stage));
  await add('payouts', async () => (await import('./payouts.mjs')).payouts(stage));
  await add('import', async () => (await import('./import.mjs')).importFiles(stage, { root, files }));
  if (idle) await add('memory', async () => memoryFigures(idle, memoryOf(await stage.wholeSystem())));
  return { figures, failures };
}

function parsed() {
  try {
    const options = { import: { type: 'boolean' }, json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (values.help) {
      console.log(help);
      process.exit(0);
    }
    const files = values.import ? positionals.splice(-2).map((file) => resolve(file)) : undefined;
    if (files && files.length < 2) throw new Error('--import needs two files: orders and cancellations');
    const unknown = positionals.find((name) => !FIGURES.includes(name));
    if (unknown) throw new Error(`there is no figure called ${unknown}`);
    const chosen = positionals.length > 0 ? positionals : FIGURES;
    return { chosen: files && !chosen.includes('import') ? [...chosen, 'import'] : chosen, files, json: values.json };
  } catch (error) {
    console.error(`${error.message}\n\n${help}`);
    process.exit(2);
  }
}
