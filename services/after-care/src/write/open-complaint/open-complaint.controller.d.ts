import { CommandBus } from '@nestjs/cqrs';
import { CommandAnswer, type Caller } from '@recourse/platform';
import { OpenComplaintDto } from './open-complaint.dto.js';
export declare class OpenComplaintController {
    private readonly commands;
    constructor(commands: CommandBus);
    open(caller: Caller, body: OpenComplaintDto): Promise<CommandAnswer>;
}
