import { type DeadlineSet } from '@recourse/event-flow';
import type { CarePlanDecider } from '../domain.js';
/** Tasks and problems that pass their due time are recorded as overdue. */
export declare const carePlanDeadlines: (decider: CarePlanDecider) => DeadlineSet;
