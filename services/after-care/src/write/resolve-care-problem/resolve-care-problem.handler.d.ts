import { Command, type ICommandHandler } from '@nestjs/cqrs';
import type { Executed } from '@recourse/event-store';
import { type Refusal } from '@recourse/kernel';
import type { Caller } from '@recourse/platform';
import { CarePlans, RefundCases } from '../../domain.js';
import type { ResolveCareProblemDto } from './resolve-care-problem.dto.js';
export declare class ResolveCareProblemCommand extends Command<Executed | Refusal> {
    readonly caller: Caller;
    readonly planId: string;
    readonly problemId: string;
    readonly body: ResolveCareProblemDto;
    constructor(caller: Caller, planId: string, problemId: string, body: ResolveCareProblemDto);
}
export declare class ResolveCareProblemHandler implements ICommandHandler<ResolveCareProblemCommand> {
    private readonly plans;
    private readonly cases;
    constructor(plans: CarePlans, cases: RefundCases);
    execute({ caller, planId, problemId, body: { remedy, caseId, note } }: ResolveCareProblemCommand): Promise<Executed | Refusal>;
    /** True also for a plan that is not known, which its decider refuses by name. */
    private isOfTheSameCustomer;
}
