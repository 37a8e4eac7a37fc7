import { CommandBus } from '@nestjs/cqrs';
import { CommandAnswer, type Caller } from '@recourse/platform';
import { CloseComplaintDto } from './close-complaint.dto.js';
export declare class CloseComplaintController {
    private readonly commands;
    constructor(commands: CommandBus);
    close(caller: Caller, complaintId: string, body: CloseComplaintDto): Promise<CommandAnswer>;
}
