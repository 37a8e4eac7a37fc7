import { QueryBus } from '@nestjs/cqrs';
import { SurveyView } from './survey.query.js';
export declare class SurveyController {
    private readonly queries;
    constructor(queries: QueryBus);
    read(token: string, acceptLanguage?: string): Promise<SurveyView>;
}
