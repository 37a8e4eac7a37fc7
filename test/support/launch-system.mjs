// The whole of Recourse as real processes, from the same parts as `npm start`.
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { channelSandboxes } from '../../deploy/dev/channels.mjs';
import { environmentOf, keyFiles } from '../../deploy/dev/environment.mjs';
import { launch, migrate } from '../../deploy/dev/launch.mjs';
import { startNats } from '../../deploy/dev/nats.mjs';
import { developmentIssuer } from '../../deploy/dev/people.mjs';
import { freePort } from '../../deploy/dev/ports.mjs';
import { startPostgres } from '../../deploy/dev/postgres.mjs';
import { services } from '../../deploy/dev/services.mjs';
import { makeFolder } from '../throwaway.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** See launch-system.d.mts. */
export async function launchSystem({ databaseUrl, natsBinary, environment = {}, environments = {}, longestPause_ms, ownPostgres = false }) {
  const [dir] = makeFolder(tmpdir());
  const stops = [async () => rmSync(dir, { recursive: true, force: true })];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  const children = new Map();
  try {
    const common = { dataDir: dir };
    if (ownPostgres) {
      const postgres = await startPostgres({ ...common, root, port: await freePort(0), throwaway: true });
      stops.push(postgres.stop);
      children.set('postgres', postgres);
      databaseUrl = postgres.url;
      await acknowledgeOnlyWhatIsWritten(databaseUrl);
    }
    const storeDir = join(dir, 'nats');
    const nats = await startNats({ ...common, binary: natsBinary, storeDir, port: await freePort(0) });
    stops.push(nats.stop);
    children.set('nats', nats);

    const urls = {};
    for (const { name } of [...services, ...channelSandboxes]) urls[name] = `http://127.0.0.1:${await freePort(0)}`;
    const files = keyFiles(dir);
    const issuer = await developmentIssuer(root, files);
    const envOf = environmentOf({ root, files, databaseUrl, natsUrl: nats.url, eventFeed: 'nats', urls });
    const each = (service) => ({ ...common, root, service, env: { ...envOf(service.name), ...environment, ...environments[service.name] }, longestPause_ms, signal: new AbortController().signal });
    await Promise.all(services.filter(({ migrates }) => migrates).map((service) => migrate(each(service))));
    // Down goes what was started, also when another one did not get ready.
    stops.push(() => Promise.all(services.map(({ name }) => children.get(name)?.stop())));
    const starts = services.map((service) =>
      launch({ ...each(service), url: urls[service.name], onStart: (child) => children.set(service.name, child) }),
    );
    const failed = (await Promise.allSettled(starts)).find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;

    const kill = async (name, { wipe } = {}) => {
      const child = children.get(name);
      const pid = child.pid;
      process.kill(pid, 'SIGKILL');
      // Polled more often than the supervisor's first pause, so that a wipe happens while it is down.
      while (child.pid === pid) await sleep(5);
      if (wipe) rmSync(wipe, { recursive: true, force: true });
    };
    return {
      dir,
      urls,
      databaseUrl,
      natsUrl: nats.url,
      sign: (request) => issuer.sign(request),
      pidOf: (name) => children.get(name).pid,
      kill: (name) => kill(name),
      killNats: ({ wipe = false } = {}) => kill('nats', { wipe: wipe ? storeDir : undefined }),
      logs: () => readdirSync(join(dir, 'logs')).map((file) => ({ name: file, text: readFileSync(join(dir, 'logs', file), 'utf8') })),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Throw-away servers acknowledge before anything is written; one that will be killed must not. The operating system survives, so no fsync is needed. */
async function acknowledgeOnlyWhatIsWritten(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('ALTER DATABASE postgres SET synchronous_commit = on');
  await client.end();
}
