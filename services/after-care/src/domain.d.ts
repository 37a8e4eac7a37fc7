import { type CarePlanCommand, type carePlanDecider, type Complaint, type ComplaintCommand, type StartedPlan } from '@recourse/care-plan';
import type { CommandFields } from '@recourse/event-flow';
import { AggregateStore, type Executed } from '@recourse/event-store';
import type { Clock, PersonalData, Refusal } from '@recourse/kernel';
import { CommandSender, SignedLinks, type Caller } from '@recourse/platform';
import { type OpenedCase, type RefundCaseCommand, type refundCaseDecider } from '@recourse/refund-case';
/** The care plan decider over the installation's policy packs: `@Inject(CARE_PLAN)`. */
export declare const CARE_PLAN: unique symbol;
export type CarePlanDecider = ReturnType<typeof carePlanDecider>;
export type RefundCaseDecider = ReturnType<typeof refundCaseDecider>;
/** Secret addresses under which a customer answers a survey without login. */
export declare class SurveyLinks extends SignedLinks {
    constructor(masterKey: Buffer);
}
/** Care plans as this service's doors use them. */
export declare class CarePlans {
    private readonly commands;
    private readonly aggregates;
    private readonly decider;
    private readonly clock;
    constructor(commands: CommandSender, aggregates: AggregateStore, decider: CarePlanDecider, clock: Clock);
    /** The courses that whoever asks has passed and that count now. */
    trainingOf({ tenant, identity }: Caller): Promise<{
        training: string[];
    }>;
    send(caller: Caller, planId: string, fields: CommandFields<CarePlanCommand>): Promise<Executed | Refusal>;
    find(tenant: string, planId: string): Promise<StartedPlan | undefined>;
    /** Free text about a plan is personal data of its customer: sealed under the customer's key. */
    personal(caller: Caller, planId: string, fields: Readonly<Record<string, string | undefined>>): Promise<{
        personal?: PersonalData;
    }>;
}
export type OpenedComplaint = Exclude<Complaint, {
    phase: 'unopened';
}>;
export declare class Complaints {
    private readonly commands;
    private readonly aggregates;
    constructor(commands: CommandSender, aggregates: AggregateStore);
    send(caller: Caller, complaintId: string, fields: CommandFields<ComplaintCommand>): Promise<Executed | Refusal>;
    find(tenant: string, complaintId: string): Promise<OpenedComplaint | undefined>;
}
/** Refund cases, as far as after-care has to do with them. */
export declare class RefundCases {
    private readonly commands;
    private readonly aggregates;
    private readonly decider;
    constructor(commands: CommandSender, aggregates: AggregateStore, decider: RefundCaseDecider);
    send(caller: Caller, caseId: string, fields: CommandFields<RefundCaseCommand>): Promise<Executed | Refusal>;
    find(tenant: string, caseId: string): Promise<OpenedCase | undefined>;
}
/** Free text may tell of somebody's health: only its customer and whoever treats or answers them reads it in clear. */
export declare const mayReadText: ({ identity: { actor } }: Caller, customer: string) => boolean;
