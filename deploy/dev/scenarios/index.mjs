import { foodDelivery } from './food-delivery.mjs';
import { livestream } from './livestream.mjs';
import { retail } from './retail.mjs';

/** Every path of every flow. `npm start` shows each, the tests hold each to a golden list of its events. */
export const scenarios = [...foodDelivery, ...livestream, ...retail];

/** Each path has a customer to itself, so that no path adds to the risk of another. */
export const customerOf = ({ pack, name }) => `customer-${pack}-${name}`;
