// The demonstration data of `npm start`: every path of every flow walked once, each as far as it comes without time passing.
import { cast } from './scenarios/cast.mjs';
import { Doors } from './scenarios/doors.mjs';
import { customerOf, scenarios } from './scenarios/index.mjs';
import { Player } from './scenarios/player.mjs';
import { trainStaff } from './scenarios/training.mjs';
import { tenant } from './people.mjs';

/** Paths whose customer is the one with the printed token; more would make that customer a risk (five cases in 90 days). */
const shownCustomers = new Set(['food-delivery/never-came', 'food-delivery/wrong-name-at-bank', 'livestream-aesthetics/evidence-supplied']);
const markerOrder = 'DEMO-FIRST-START';
const atOnce = 4;

/**
 * Fills an empty installation through the services' own doors. Repeating it changes nothing: every command has a fixed key, and all times
 * are counted from the first run. What a person has done with the cases since then stays.
 * @param {object} context
 * @param {Record<string, string>} context.services base URLs
 * @param {(request: { sub: string, tenant: string, roles: string[] }) => Promise<string>} context.sign
 * @param {(line: string) => void} context.log
 * @returns {Promise<{ pack: string, title: string, caseId?: string, state?: string, waiting: boolean }[]>} what was walked
 */
export async function seed({ services, sign, log }) {
  const missing = ['intake', 'audit', 'payout', 'after-care'].filter((name) => !services[name]);
  if (missing.length > 0) {
    log(`No demo data: ${missing.join(', ')} does not run.`);
    return [];
  }
  const token = (sub, role) => sign({ sub, tenant, roles: [role] });
  const tokens = await Promise.all(Object.entries(cast).map(async ([name, { sub, role }]) => [name, await token(sub, role)]));
  const doors = new Doors(services, Object.fromEntries(tokens));
  const began = await beginning(doors);
  await trainStaff(doors, began.toISOString());
  const walked = [];
  const left = [...scenarios.entries()];
  const walkNext = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [place, path] = next;
      const customer = shownCustomers.has(`${path.pack}/${path.name}`) ? cast.customer.sub : customerOf(path);
      const player = new Player(doors.forCustomer(await token(customer, 'customer')), path, { now: () => began });
      const outcome = await player.play(customer).catch((error) => log(`Demo data: ${error.message}`));
      if (outcome) walked[place] = { pack: path.pack, title: path.title.en, ...(await standing(player)), waiting: outcome === 'waiting' };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, walkNext));
  return walked.filter(Boolean);
}

/** Of the case, if the path has one. */
async function standing(player) {
  if (!player.caseId) return {};
  const { phase, outcome } = await player.state();
  return { caseId: player.caseId, state: phase === 'closed' ? outcome : phase };
}

/** The time of the first run: that of an order that nobody complains about, recorded before anything else. */
async function beginning(doors) {
  const known = await doors.find('intake', 'service', `/orders/${markerOrder}`);
  const placedAt = known?.placedAt ?? new Date().toISOString();
  const paid_minor = 3_200;
  const paymentLegs = [{ channel: 'sandbox', reference: `pay-${markerOrder}`, amount_minor: paid_minor }];
  const order = { orderId: markerOrder, placedAt, customerId: cast.customer.sub, paid_minor, currency: 'CNY', paymentLegs };
  await doors.command('intake', 'importer', '/orders', `order/${markerOrder}`, order);
  return new Date(placedAt);
}
