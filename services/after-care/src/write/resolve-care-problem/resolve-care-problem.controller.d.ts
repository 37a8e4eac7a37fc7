import { CommandBus } from '@nestjs/cqrs';
import { CommandAnswer, type Caller } from '@recourse/platform';
import { ResolveCareProblemDto } from './resolve-care-problem.dto.js';
export declare class ResolveCareProblemController {
    private readonly commands;
    constructor(commands: CommandBus);
    resolve(caller: Caller, planId: string, problemId: string, body: ResolveCareProblemDto): Promise<CommandAnswer>;
}
