import { Command, type ICommandHandler } from '@nestjs/cqrs';
import type { Executed } from '@recourse/event-store';
import { type Refusal } from '@recourse/kernel';
import type { Caller } from '@recourse/platform';
import { Complaints, RefundCases } from '../../domain.js';
import type { OpenComplaintDto } from './open-complaint.dto.js';
export declare class OpenComplaintCommand extends Command<Executed | Refusal> {
    readonly caller: Caller;
    readonly body: OpenComplaintDto;
    constructor(caller: Caller, body: OpenComplaintDto);
}
export declare class OpenComplaintHandler implements ICommandHandler<OpenComplaintCommand> {
    private readonly complaints;
    private readonly cases;
    constructor(complaints: Complaints, cases: RefundCases);
    execute({ caller, body: { caseId, customerId, channel, text } }: OpenComplaintCommand): Promise<Executed | Refusal>;
}
