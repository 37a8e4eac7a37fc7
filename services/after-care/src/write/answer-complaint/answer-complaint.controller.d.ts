import { CommandBus } from '@nestjs/cqrs';
import { CommandAnswer, type Caller } from '@recourse/platform';
import { AnswerComplaintDto } from './answer-complaint.dto.js';
export declare class AnswerComplaintController {
    private readonly commands;
    constructor(commands: CommandBus);
    answer(caller: Caller, complaintId: string, body: AnswerComplaintDto): Promise<CommandAnswer>;
}
