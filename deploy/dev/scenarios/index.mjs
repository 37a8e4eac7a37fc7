import { foodDelivery } from './food-delivery.mjs';

/** Every path of every flow. `npm start` shows each, the tests hold each to a golden list of its events. */
export const scenarios = [...foodDelivery];
