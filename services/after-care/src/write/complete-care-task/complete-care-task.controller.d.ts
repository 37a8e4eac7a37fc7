import { CommandBus } from '@nestjs/cqrs';
import { CommandAnswer, type Caller } from '@recourse/platform';
import { CompleteCareTaskDto } from './complete-care-task.dto.js';
export declare class CompleteCareTaskController {
    private readonly commands;
    constructor(commands: CommandBus);
    complete(caller: Caller, planId: string, taskId: string, body: CompleteCareTaskDto): Promise<CommandAnswer>;
}
