// `recourse import` through every service until all cases are closed and measured, against recording as many bare inserts one by one.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withClient } from './stage.mjs';
import { secondsOf } from './rounds.mjs';

const linesIn = (file) => readFileSync(file, 'utf8').trimEnd().split('\n').length - 1;

/**
 * @param {import('./run.mjs').Stage} stage
 * @param {{ root: string, files?: [orders: string, cancellations: string] }} options
 */
export async function importFiles({ createDatabase, wholeSystem }, { root, files }) {
  const [orders, cancellations] = files ?? ['orders', 'cancellations'].map((name) => join(root, 'test', 'fixtures', 'online-retail', `${name}.csv`));
  const system = await wholeSystem();
  const token = await system.sign({ sub: 'bench-import', tenant: 'import', roles: ['importer', 'auditor', 'operations'] });
  const urls = Object.entries(system.urls).map(([name, url]) => [`RECOURSE_${name.toUpperCase().replaceAll('-', '_')}_URL`, url]);
  const rows = linesIn(orders) + linesIn(cancellations);
  const ours = await secondsOf(() =>
    finished(spawn(process.execPath, [join(root, 'services', 'cli', 'bin', 'recourse.mjs'), 'import', '--orders', orders, '--cancellations', cancellations, '--json'], {
      env: { ...process.env, ...Object.fromEntries(urls), RECOURSE_TOKEN: token }, stdio: ['ignore', 'pipe', 'pipe'],
    })),
  );
  const baseline = await secondsOf(async () => insertRows(await createDatabase('bench_rows'), rows));
  const name = `import, ${linesIn(orders).toLocaleString('en')} orders, ${linesIn(cancellations).toLocaleString('en')} cancellations`;
  return [{ name, unit: 's', against: 'as many single inserts', ours, baseline, ratio: ours / baseline }];
}

const insertRows = (url, rows) =>
  withClient(url, async (client) => {
    await client.query('CREATE TABLE line (id integer PRIMARY KEY, text text NOT NULL)');
    for (let id = 0; id < rows; id += 1) await client.query({ name: 'insert', text: 'INSERT INTO line VALUES ($1, $2)', values: [id, 'a line of a file'] });
  });

async function finished(child) {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-4_000)));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`recourse import ended with ${code}: ${output}`);
}
