// The demonstration data of `npm start`: one case per flow, each left where there is something to see or to do.
import { careOfALightTreatment } from './seed/care.mjs';
import { clinic, foodDelivery, livestream, marker, markerOrder, membership, wrongName } from './seed/cases.mjs';
import { Doors } from './scenarios/doors.mjs';
import { trainStaff } from './scenarios/training.mjs';

/**
 * Fills an empty installation through the services' own doors. Repeating it changes nothing: every command has a fixed key, and all times
 * are counted from the first run. What a person has done with the cases since then stays.
 * @param {{ services: Record<string, string>, tokens: Record<string, string>, log: (line: string) => void }} context
 */
export async function seed({ services, tokens, log }) {
  const doors = new Doors(services, tokens);
  if (!services.intake) return log('No demo data: intake does not run.');
  const began = new Date((await doors.find('intake', 'service', `/orders/${markerOrder}`))?.placedAt ?? Date.now());
  const flows = { livestream, clinic, membership, foodDelivery, wrongName, careOfALightTreatment };
  // The order that marks the first run goes in before anything is counted from it.
  await marker(doors, began);
  await trainStaff(doors, began.toISOString()).catch((error) => log(`Demo data: training: ${error.message}`));
  await Promise.all(Object.entries(flows).map(([name, flow]) => flow(doors, began).catch((error) => log(`Demo data: ${name}: ${error.message}`))));
}
