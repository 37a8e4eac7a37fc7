// What `npm start` runs: the whole of Recourse on this machine.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { openDataDir, wipe } from './checkout-dir.mjs';
import { channelSandboxes } from './channels.mjs';
import { compile } from './compile.mjs';
import { environmentOf, keyFiles } from './environment.mjs';
import { ensureInstalled } from './install.mjs';
import { launch, migrate } from './launch.mjs';
import { tailOf } from './logs.mjs';
import { developmentIssuer, developmentTokens, people } from './people.mjs';
import { die, Problem } from './problem.mjs';
import { onStopWish, underModernNode } from './reexec.mjs';
import { removeRunning, writeRunning, writeTokensEnv } from './running.mjs';
import { services, unbuiltServices } from './services.mjs';
import { takeLock } from './start-lock.mjs';
import { checkFresh, openDatabase, openFeed, portFor } from './storage.mjs';
import { summary } from './summary.mjs';
import { stopLeftovers } from './supervisor.mjs';

const began = Number(process.env.RECOURSE_START_BEGAN) || Date.now();
const script = fileURLToPath(import.meta.url);
const root = join(dirname(script), '..', '..');
const log = (line) => console.log(line);

const help = `npm start [-- options]      starts all of Recourse on this machine; Ctrl-C stops it

  --fresh      delete the data of this checkout first (with DATABASE_URL: only if RECOURSE_FRESH_DATABASE=1)
  --no-seed    no demo data
  --tokens     print the demo people's tokens, not only where they are kept
  --help       this text

DATABASE_URL, NATS_URL, EVENT_STORE, EVENT_FEED, EVENTSTORE_URL and EVENTSTORE_PREFIX are used when set;
RECOURSE_DATA_DIR keeps the data elsewhere than in .recourse.`;

const options = parsed();
if (options.help) {
  console.log(help);
} else {
  try {
    ensureInstalled(root);
    process.env.RECOURSE_START_BEGAN = String(began);
    await underModernNode(root, script);
    delete process.env.RECOURSE_START_BEGAN;
  } catch (error) {
    die(error);
  }
  await run();
}

async function run() {
  const stops = [];
  const stopped = new AbortController();
  let ending;
  const stopEverything = () =>
    (ending ??= (async () => {
      for (const stop of stops.reverse()) await stop().catch((error) => log(error.message));
    })());
  const starting = start(stops, stopped.signal);
  onStopWish(async () => {
    log('Stopping.');
    stopped.abort();
    // A step under way ends first, so that nothing it starts is left behind.
    await starting.catch(() => {});
    await stopEverything();
    process.exit(0);
  });
  try {
    await starting;
  } catch (error) {
    if (stopped.signal.aborted) return;
    stopped.abort();
    await stopEverything();
    die(error);
  }
}

/**
 * @param {(() => Promise<void>)[]} stops filled as things start; to be run last first
 * @param {AbortSignal} signal raised when the start is to be given up
 */
async function start(stops, signal) {
  if (options.fresh) checkFresh();
  const dataDir = openDataDir(root);
  const unlock = takeLock(dataDir);
  stops.push(async () => unlock());
  removeRunning(dataDir);
  const left = await stopLeftovers(dataDir);
  if (left.length > 0) log(`Ended what an interrupted start left running: ${left.join(', ')}.`);
  if (options.fresh) wipe(root);
  signal.throwIfAborted();

  log('Building; the first time this takes a while.');
  compile(root);
  const unbuilt = unbuiltServices(root);
  if (unbuilt.length > 0) throw new Problem(`Not built: ${unbuilt.map(({ main }) => main).join(', ')}.`);
  signal.throwIfAborted();

  let publish = () => {};
  const onChange = () => publish();
  const database = await openDatabase({ root, dataDir, fresh: options.fresh, onChange, log });
  stops.push(database.stop);
  signal.throwIfAborted();
  const feed = await openFeed({ dataDir, onChange, log });
  stops.push(feed.stop);
  signal.throwIfAborted();

  const urls = {};
  for (const { name, port } of [...services, ...channelSandboxes]) urls[name] = `http://127.0.0.1:${await portFor(name, port, log)}`;
  const files = keyFiles(dataDir);
  const tokens = await developmentTokens(root, files);
  const environment = environmentOf({ root, files, databaseUrl: database.url, natsUrl: feed.url, eventFeed: feed.feed, urls });
  const common = (service) => ({ root, dataDir, service, env: environment(service.name), signal });

  await allOf(services.filter(({ migrates }) => migrates).map((service) => migrate(common(service))));
  signal.throwIfAborted();

  const children = new Map();
  stops.push(() => Promise.all([...children.values()].map((child) => child.stop())));
  const startedAt = new Date().toISOString();
  publish = () => {
    if (signal.aborted) return;
    const processes = { postgres: database.pid, nats: feed.pid, ...Object.fromEntries([...children].map(([name, child]) => [name, child.pid])) };
    const { url: databaseUrl, dataDir: databaseDir } = database;
    const place = { dataDir, databaseDir, databaseUrl, natsUrl: feed.url, eventFeed: feed.feed };
    writeRunning(dataDir, { pid: process.pid, startedAt, ...place, services: urls, tokens, people, processes });
  };
  stops.push(async () => removeRunning(dataDir));
  await allOf(
    services.map((service) =>
      launch({ ...common(service), url: urls[service.name], log, onChange, onStart: (child) => children.set(service.name, child) }),
    ),
  );

  mustHaveTheirPorts(children.values());

  const { service: _internal, ...shownTokens } = tokens;
  writeTokensEnv(dataDir, urls, shownTokens);
  publish();
  const issuer = await developmentIssuer(root, files);
  const walked = await seed({ services: urls, sign: (request) => issuer.sign(request), log });
  signal.throwIfAborted();
  const facts = { root, dataDir, databaseDir: database.dataDir, services: [...services, ...channelSandboxes], urls, people, tokens, walked, showTokens: options.tokens };
  log(summary({ ...facts, eventFeed: feed.feed, natsUrl: feed.url, took_ms: Date.now() - began }));
}

/** Another start at the same moment may have found the same ports free; then it is the other's services that answer. */
function mustHaveTheirPorts(children) {
  const losers = [...children].filter(({ deaths, logFile }) => deaths > 0 && tailOf(logFile).includes('EADDRINUSE'));
  if (losers.length > 0) throw new Problem(`Another program has just taken the port of ${losers.map(({ name }) => name).join(', ')}: run npm start again.`);
}

async function seed(context) {
  const file = join(root, 'deploy', 'dev', 'seed.mjs');
  if (options['no-seed'] || !existsSync(file)) return [];
  try {
    const module = await import(pathToFileURL(file).href);
    return await module.seed(context);
  } catch (error) {
    // A system without demo data is of more use than none.
    log(`The demo data could not be written; everything else runs. ${error.stack ?? error}`);
    return [];
  }
}

/** Waits for all, also after a failure, so that nothing still starts while the rest is being stopped. */
async function allOf(promises) {
  const results = await Promise.allSettled(promises);
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}

function parsed() {
  const flag = { type: 'boolean', default: false };
  try {
    return parseArgs({ options: { fresh: flag, 'no-seed': flag, tokens: flag, help: { ...flag, short: 'h' } } }).values;
  } catch (error) {
    console.error(`${error.message}\n\n${help}`);
    process.exit(2);
  }
}
