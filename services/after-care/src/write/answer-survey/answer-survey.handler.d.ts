import { Command, type ICommandHandler } from '@nestjs/cqrs';
import type { Executed } from '@recourse/event-store';
import type { Refusal } from '@recourse/kernel';
import type { Caller } from '@recourse/platform';
import { RefundCases } from '../../domain.js';
import type { AnswerSurveyDto } from './answer-survey.dto.js';
export declare class AnswerSurveyCommand extends Command<Executed | Refusal> {
    readonly caller: Caller;
    readonly caseId: string;
    readonly body: AnswerSurveyDto;
    constructor(caller: Caller, caseId: string, body: AnswerSurveyDto);
}
export declare class AnswerSurveyHandler implements ICommandHandler<AnswerSurveyCommand> {
    private readonly cases;
    constructor(cases: RefundCases);
    execute({ caller, caseId, body: { score, comment } }: AnswerSurveyCommand): Promise<Executed | Refusal>;
}
