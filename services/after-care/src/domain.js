import { carePlanStream, complaintDecider, complaintStream, } from '@recourse/care-plan';
import { SignedLinks } from '@recourse/platform';
import { refundCaseStream } from '@recourse/refund-case';
import { trainingRecord, trainingStream, validCourses } from '@recourse/training';
/** The care plan decider over the installation's policy packs: `@Inject(CARE_PLAN)`. */
export const CARE_PLAN = Symbol('care plan decider');
/** Secret addresses under which a customer answers a survey without login. */
export class SurveyLinks extends SignedLinks {
    constructor(masterKey) {
        super(masterKey, 'survey');
    }
}
/** Care plans as this service's doors use them. */
export class CarePlans {
    commands;
    aggregates;
    decider;
    clock;
    constructor(commands, aggregates, decider, clock) {
        this.commands = commands;
        this.aggregates = aggregates;
        this.decider = decider;
        this.clock = clock;
    }
    /** The courses that whoever asks has passed and that count now. */
    async trainingOf({ tenant, identity }) {
        const { state } = await this.aggregates.load(trainingRecord, trainingStream(tenant, identity.actor.id));
        return { training: validCourses(state, this.clock.now()) };
    }
    send(caller, planId, fields) {
        return this.commands.send(caller, this.decider, carePlanStream(caller.tenant, planId), fields);
    }
    async find(tenant, planId) {
        const { state } = await this.aggregates.load(this.decider, carePlanStream(tenant, planId));
        return state.started ? state : undefined;
    }
    /** Free text about a plan is personal data of its customer: sealed under the customer's key. */
    async personal(caller, planId, fields) {
        const given = Object.entries(fields).filter(([, text]) => text !== undefined);
        const plan = given.length > 0 ? await this.find(caller.tenant, planId) : undefined;
        return plan ? { personal: { person: plan.customer, fields: Object.fromEntries(given) } } : {};
    }
}
export class Complaints {
    commands;
    aggregates;
    constructor(commands, aggregates) {
        this.commands = commands;
        this.aggregates = aggregates;
    }
    send(caller, complaintId, fields) {
        return this.commands.send(caller, complaintDecider, complaintStream(caller.tenant, complaintId), fields);
    }
    async find(tenant, complaintId) {
        const { state } = await this.aggregates.load(complaintDecider, complaintStream(tenant, complaintId));
        return state.phase === 'unopened' ? undefined : state;
    }
}
/** Refund cases, as far as after-care has to do with them. */
export class RefundCases {
    commands;
    aggregates;
    decider;
    constructor(commands, aggregates, decider) {
        this.commands = commands;
        this.aggregates = aggregates;
        this.decider = decider;
    }
    send(caller, caseId, fields) {
        return this.commands.send(caller, this.decider, refundCaseStream(caller.tenant, caseId), fields);
    }
    async find(tenant, caseId) {
        const { state } = await this.aggregates.load(this.decider, refundCaseStream(tenant, caseId));
        return state.phase === 'unopened' ? undefined : state;
    }
}
const TEXT_READERS = ['agent', 'doctor', 'supervisor'];
/** Free text may tell of somebody's health: only its customer and whoever treats or answers them reads it in clear. */
export const mayReadText = ({ identity: { actor } }, customer) => actor.roles.some((role) => TEXT_READERS.includes(role) || (role === 'customer' && actor.id === customer));
//# sourceMappingURL=domain.js.map