import { QueryBus } from '@nestjs/cqrs';
import { type Caller } from '@recourse/platform';
import { SurveyLinkView } from './survey-link.query.js';
export declare class SurveyLinkController {
    private readonly queries;
    constructor(queries: QueryBus);
    read(caller: Caller, caseId: string): Promise<SurveyLinkView>;
}
