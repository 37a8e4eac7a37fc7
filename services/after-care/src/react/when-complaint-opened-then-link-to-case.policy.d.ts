import { type Policy } from '@recourse/event-flow';
import type { RefundCaseDecider } from '../domain.js';
/** A complaint about a case stands in that case's history too. */
export declare const whenComplaintOpenedThenLinkToCase: (decider: RefundCaseDecider) => Policy;
