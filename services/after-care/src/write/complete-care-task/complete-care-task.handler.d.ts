import { Command, type ICommandHandler } from '@nestjs/cqrs';
import type { Executed } from '@recourse/event-store';
import type { Refusal } from '@recourse/kernel';
import type { Caller } from '@recourse/platform';
import { CarePlans } from '../../domain.js';
import type { CompleteCareTaskDto } from './complete-care-task.dto.js';
export declare class CompleteCareTaskCommand extends Command<Executed | Refusal> {
    readonly caller: Caller;
    readonly planId: string;
    readonly taskId: string;
    readonly body: CompleteCareTaskDto;
    constructor(caller: Caller, planId: string, taskId: string, body: CompleteCareTaskDto);
}
export declare class CompleteCareTaskHandler implements ICommandHandler<CompleteCareTaskCommand> {
    private readonly plans;
    constructor(plans: CarePlans);
    execute({ caller, planId, taskId, body: { note, score } }: CompleteCareTaskCommand): Promise<Executed | Refusal>;
}
