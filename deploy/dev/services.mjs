import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What `npm start` runs: each its own process, each with `GET /health/ready`, each knowing the argument `migrate`.
 * `migrates`: those that have to be asked to; the others need no table but those that intake prepares.
 * @type {{ name: string, main: string, port: number, api: boolean, migrates: boolean }[]}
 */
export const services = [
  { name: 'intake', main: 'services/intake/dist/main.js', port: 4010, api: true, migrates: true },
  { name: 'audit', main: 'services/audit/dist/main.js', port: 4020, api: true, migrates: false },
  { name: 'payout', main: 'services/payout/dist/main.js', port: 4030, api: true, migrates: true },
  { name: 'after-care', main: 'services/after-care/dist/main.js', port: 4040, api: true, migrates: false },
  { name: 'analytics', main: 'services/analytics/dist/main.js', port: 4050, api: true, migrates: false },
  { name: 'relay', main: 'services/relay/dist/main.js', port: 4060, api: false, migrates: false },
  { name: 'sandbox', main: 'libs/payment-channels/dist/sandboxes/main.js', port: 4070, api: false, migrates: true },
];

export const storagePorts = { postgres: 54329, nats: 42229 };

/**
 * @param {string} root the checkout
 * @returns {typeof services} those whose program the build did not make
 */
export const unbuiltServices = (root) => services.filter(({ main }) => !existsSync(join(root, main)));

/** @param {string} name e.g. `after-care` @returns {string} e.g. `AFTER_CARE` */
export const variable = (name) => name.toUpperCase().replaceAll('-', '_');
