import { Command, type ICommandHandler } from '@nestjs/cqrs';
import type { Executed } from '@recourse/event-store';
import { type Refusal } from '@recourse/kernel';
import type { Caller } from '@recourse/platform';
import { Complaints } from '../../domain.js';
import type { AnswerComplaintDto } from './answer-complaint.dto.js';
export declare class AnswerComplaintCommand extends Command<Executed | Refusal> {
    readonly caller: Caller;
    readonly complaintId: string;
    readonly body: AnswerComplaintDto;
    constructor(caller: Caller, complaintId: string, body: AnswerComplaintDto);
}
export declare class AnswerComplaintHandler implements ICommandHandler<AnswerComplaintCommand> {
    private readonly complaints;
    constructor(complaints: Complaints);
    execute({ caller, complaintId, body: { text } }: AnswerComplaintCommand): Promise<Executed | Refusal>;
}
