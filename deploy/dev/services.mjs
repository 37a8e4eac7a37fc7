import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What `npm start` runs: each its own process, each with `GET /health/ready`, each knowing the argument `migrate`.
 * @type {{ name: string, main: string, port: number, api: boolean }[]}
 */
export const services = [
  { name: 'intake', main: 'services/intake/dist/main.js', port: 4010, api: true },
  { name: 'audit', main: 'services/audit/dist/main.js', port: 4020, api: true },
  { name: 'payout', main: 'services/payout/dist/main.js', port: 4030, api: true },
  { name: 'after-care', main: 'services/after-care/dist/main.js', port: 4040, api: true },
  { name: 'analytics', main: 'services/analytics/dist/main.js', port: 4050, api: true },
  { name: 'relay', main: 'services/relay/dist/main.js', port: 4060, api: false },
  { name: 'sandbox', main: 'libs/payment-channels/dist/sandbox/main.js', port: 4070, api: false },
];

/** These may be absent and are then skipped aloud. To be emptied when all of them are written. */
export const mayBeAbsent = ['intake', 'audit', 'payout', 'after-care', 'analytics', 'relay', 'sandbox'];

export const storagePorts = { postgres: 54329, nats: 42229 };

/**
 * Splits the services into those that were built and those that are not there yet.
 * @param {string} root the checkout
 * @returns {{ present: typeof services, absent: typeof services }}
 */
export function builtServices(root) {
  const isThere = ({ main }) => existsSync(join(root, main));
  return { present: services.filter(isThere), absent: services.filter((service) => !isThere(service)) };
}

/** @param {string} name e.g. `after-care` @returns {string} e.g. `AFTER_CARE` */
export const variable = (name) => name.toUpperCase().replaceAll('-', '_');
