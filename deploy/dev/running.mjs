import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { variable } from './services.mjs';

/**
 * Writes `running.json` (mode 0600), by which the `recourse` command line finds a running start.
 * @param {string} dataDir
 * @param {object} facts { pid, startedAt, dataDir, databaseDir, databaseUrl, natsUrl|null, eventFeed, services:{name:url},
 *   tokens:{role:jwt}, people:[{name,role,sub,tenant}], processes:{name:pid} }
 */
export const writeRunning = (dataDir, facts) => replace(join(dataDir, 'running.json'), `${JSON.stringify(facts, null, 2)}\n`);

/** @param {string} dataDir */
export const removeRunning = (dataDir) => rmSync(join(dataDir, 'running.json'), { force: true });

/**
 * Writes `tokens.env` (mode 0600): after `. .recourse/tokens.env` a shell knows $INTAKE, $REVIEWER and so on.
 * @param {string} dataDir
 * @param {Record<string, string>} urls by service
 * @param {Record<string, string>} tokens by role
 */
export function writeTokensEnv(dataDir, urls, tokens) {
  const lines = [...Object.entries(urls), ...Object.entries(tokens)].map(([name, value]) => `export ${variable(name)}='${value}'`);
  replace(join(dataDir, 'tokens.env'), `${lines.join('\n')}\n`);
}

/** A reader sees the old file or the new one, never half of it. */
function replace(file, text) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}
