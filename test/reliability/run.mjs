// What `npm run reliability` runs: random cases over every channel, as many as asked for, by `npm test`'s own means.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { die, Problem } from '../../deploy/dev/problem.mjs';

const help = `npm run reliability -- [--schedules N] [--seed S]

  --schedules N   so many cases (default 10000)
  --seed S        what each case is, what goes wrong and in which order; a random one, which is printed, when left out

Postgres and NATS are its own and are removed afterwards. Tables go to stderr; it fails when money did not leave exactly once.`;

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { schedules, seed } = chosen();
console.error(`${schedules} cases, seed ${seed}`);
const environment = { ...process.env, RELIABILITY_SCHEDULES: String(schedules), RELIABILITY_SEED: String(seed) };
const tests = spawn(process.execPath, [join(root, 'test', 'run.mjs'), 'test/reliability'], { cwd: root, env: environment, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => tests.kill(signal));
tests.once('exit', (code) => process.exit(code ?? 1));

function chosen() {
  try {
    const { values } = parseArgs({ options: { schedules: { type: 'string', default: '10000' }, seed: { type: 'string' }, help: { type: 'boolean' } } });
    if (values.help) {
      console.log(help);
      process.exit(0);
    }
    const [count, start] = [Number(values.schedules), Number(values.seed ?? randomInt(1, 2 ** 31))];
    if (![count, start].every((number) => Number.isSafeInteger(number) && number > 0)) throw new Problem(help);
    return { schedules: count, seed: start };
  } catch (error) {
    die(error instanceof Problem ? error : new Problem(`${error.message}\n\n${help}`));
  }
}
