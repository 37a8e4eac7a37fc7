import { internal, people } from '../people.mjs';

/** A second one of a role, for what may not be done by the same person twice, and one without training. No token of theirs is shown: nobody has to play them. */
const seconds = [
  { as: 'second-reviewer', role: 'reviewer', sub: 'reviewer-liu' },
  { as: 'second-supervisor', role: 'supervisor', sub: 'supervisor-ma' },
  { as: 'newcomer', role: 'reviewer', sub: 'reviewer-xu' },
];

/** Who acts in the paths, by the name the paths call them: mostly that of their role. Each path has a customer of its own. */
export const cast = Object.fromEntries([...people, internal, ...seconds].map(({ as, role, sub }) => [as ?? role, { role, sub }]));
