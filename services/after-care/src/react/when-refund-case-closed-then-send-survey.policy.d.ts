import { type Policy } from '@recourse/event-flow';
import type { RefundCaseDecider } from '../domain.js';
/** Customers are asked how it went. Those of imported history are not: their case ended long ago, somewhere else. */
export declare const whenRefundCaseClosedThenSendSurvey: (decider: RefundCaseDecider) => Policy;
