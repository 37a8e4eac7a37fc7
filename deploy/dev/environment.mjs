import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { channelSettings } from './channels.mjs';
import { variable } from './services.mjs';

export const issuerName = 'https://recourse.invalid/dev';
export const audience = 'recourse';

/**
 * Files of the development start that hold keys or evidence; created with private modes when missing.
 * @param {string} dataDir
 */
export function keyFiles(dataDir) {
  const keys = join(dataDir, 'keys');
  const evidence = join(dataDir, 'evidence');
  for (const folder of [keys, evidence]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const masterKey = join(keys, 'master.key');
  if (!existsSync(masterKey)) writeFileSync(masterKey, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return { keys, masterKey, evidence, jwks: join(keys, 'jwks.json'), issuerKey: join(keys, 'issuer.json') };
}

/**
 * What every service gets to know. Of the caller's environment, choices of adapters and files win.
 * @param {object} facts
 * @param {string} facts.root
 * @param {ReturnType<typeof keyFiles>} facts.files
 * @param {string} facts.databaseUrl
 * @param {string | null} facts.natsUrl
 * @param {'nats' | 'store'} facts.eventFeed
 * @param {Record<string, string>} facts.urls of every service and every channel's sandbox by name
 * @returns {(name: string) => NodeJS.ProcessEnv} the environment of one service
 */
export function environmentOf({ root, files, databaseUrl, natsUrl, eventFeed, urls }) {
  const choices = {
    EVENT_STORE: 'postgres',
    EVIDENCE_DIR: files.evidence,
    MASTER_KEY_FILE: files.masterKey,
    POLICY_PACKS_DIR: join(root, 'libs', 'policy', 'packs'),
    ...withoutOurOwn(process.env, Object.keys(urls)),
  };
  const shared = {
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    EVENT_FEED: eventFeed,
    ...(natsUrl && { NATS_URL: natsUrl }),
    AUTH_JWKS_FILE: files.jwks,
    AUTH_JWKS_URL: undefined, // the tokens are signed with the key of this start
    AUTH_ISSUER: issuerName,
    AUTH_AUDIENCE: audience,
  };
  const channels = channelSettings(files.keys, urls);
  return (name) => ({ ...choices, ...shared, ...channels[name], PORT: new URL(urls[name]).port, PUBLIC_URL: urls[name] });
}

/** What a shell knows of this start, the command line and `tokens.env` is no setting of a service. */
const withoutOurOwn = (environment, names) =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('RECOURSE_') && !names.map(variable).includes(name)));
