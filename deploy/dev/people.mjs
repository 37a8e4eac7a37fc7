import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { audience, issuerName } from './environment.mjs';
import { Problem } from './problem.mjs';

export const tenant = 'demo';
const week_s = 7 * 24 * 3600;

/** Everybody a refund case meets; one person per role. */
export const people = [
  ['customer', 'lin'],
  ['agent', 'wang'],
  ['reviewer', 'chen'],
  ['doctor', 'he'],
  ['supervisor', 'zhao'],
  ['finance-maker', 'sun'],
  ['finance-checker', 'zhou'],
  ['operations', 'wu'],
  ['auditor', 'zheng'],
  ['importer', 'feed'],
  ['admin', 'qian'],
].map(([role, name]) => ({ name, role, sub: `${role}-${name}`, tenant }));

/** Not shown to anybody: what services and the seed use among themselves. */
export const internal = { name: 'service', role: 'service', sub: 'service-internal', tenant };

/**
 * Signs a token for every demo person, valid for a week; the key is made at the first start and kept.
 * @param {string} root the checkout, built
 * @param {{ issuerKey: string, jwks: string }} files
 * @returns {Promise<Record<string, string>>} JWT by role, among them `service`
 * @throws {Problem} the development issuer is not built, or refuses (NODE_ENV=production)
 */
export async function developmentTokens(root, files) {
  const issuer = await developmentIssuer(root, files);
  const signed = [...people, internal].map(async ({ role, sub, name }) => [
    role,
    await issuer.sign({ sub, tenant, roles: [role], name, validFor_s: week_s }),
  ]);
  return Object.fromEntries(await Promise.all(signed));
}

/**
 * Signs whatever tokens are asked for.
 * @param {string} root the checkout, built
 * @param {{ issuerKey: string, jwks: string }} files
 * @returns {Promise<{ sign(request: { sub: string, tenant: string, roles: string[] }): Promise<string> }>}
 * @throws {Problem} as above
 */
export async function developmentIssuer(root, files) {
  const module = join(root, 'libs', 'platform', 'dist', 'auth', 'development-issuer.js');
  if (!existsSync(module)) throw new Problem(`${module} is missing: the build did not make the development issuer.`);
  const { DevelopmentIssuer } = await import(pathToFileURL(module).href);
  const environment = process.env.NODE_ENV ?? 'development';
  const options = { keyFile: files.issuerKey, jwksFile: files.jwks, issuer: issuerName, audience, environment };
  return DevelopmentIssuer.open(options).catch((error) => {
    throw new Problem(`No development tokens: ${error.message}.`);
  });
}
