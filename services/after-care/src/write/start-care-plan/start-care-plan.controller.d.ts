import { CommandBus } from '@nestjs/cqrs';
import { CommandAnswer, type Caller } from '@recourse/platform';
import { StartCarePlanDto } from './start-care-plan.dto.js';
export declare class StartCarePlanController {
    private readonly commands;
    constructor(commands: CommandBus);
    start(caller: Caller, body: StartCarePlanDto): Promise<CommandAnswer>;
}
