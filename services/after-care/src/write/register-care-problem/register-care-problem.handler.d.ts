import { Command, type ICommandHandler } from '@nestjs/cqrs';
import type { Executed } from '@recourse/event-store';
import type { Refusal } from '@recourse/kernel';
import type { Caller } from '@recourse/platform';
import { CarePlans } from '../../domain.js';
import type { RegisterCareProblemDto } from './register-care-problem.dto.js';
export declare class RegisterCareProblemCommand extends Command<Executed | Refusal> {
    readonly caller: Caller;
    readonly planId: string;
    readonly problemId: string;
    readonly body: RegisterCareProblemDto;
    constructor(caller: Caller, planId: string, problemId: string, body: RegisterCareProblemDto);
}
export declare class RegisterCareProblemHandler implements ICommandHandler<RegisterCareProblemCommand> {
    private readonly plans;
    constructor(plans: CarePlans);
    execute({ caller, planId, problemId, body: { severity, description } }: RegisterCareProblemCommand): Promise<Executed | Refusal>;
}
