import { clinicAesthetics } from './clinic-aesthetics.mjs';
import { foodDelivery } from './food-delivery.mjs';
import { lightAestheticsCare } from './light-aesthetics-care.mjs';
import { livestream } from './livestream.mjs';
import { membership } from './membership.mjs';
import { paymentChannels } from './payment-channels.mjs';
import { retail } from './retail.mjs';

/** Every path of every flow. `npm start` shows each, the tests hold each to a golden list of its events. */
export const scenarios = [...foodDelivery, ...paymentChannels, ...livestream, ...retail, ...clinicAesthetics, ...membership, ...lightAestheticsCare];

/** Each path has a customer to itself, so that no path adds to the risk of another. */
export const customerOf = ({ pack, name }) => `customer-${pack}-${name}`;
