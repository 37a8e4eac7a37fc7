import { Command, type ICommandHandler } from '@nestjs/cqrs';
import type { Executed } from '@recourse/event-store';
import type { Refusal } from '@recourse/kernel';
import type { Caller } from '@recourse/platform';
import { Complaints } from '../../domain.js';
import type { CloseComplaintDto } from './close-complaint.dto.js';
export declare class CloseComplaintCommand extends Command<Executed | Refusal> {
    readonly caller: Caller;
    readonly complaintId: string;
    readonly body: CloseComplaintDto;
    constructor(caller: Caller, complaintId: string, body: CloseComplaintDto);
}
export declare class CloseComplaintHandler implements ICommandHandler<CloseComplaintCommand> {
    private readonly complaints;
    constructor(complaints: Complaints);
    execute({ caller, complaintId, body: { outcome } }: CloseComplaintCommand): Promise<Executed | Refusal>;
}
