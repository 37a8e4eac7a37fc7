import { Query, type IQueryHandler } from '@nestjs/cqrs';
import type { Texts } from '@recourse/kernel';
import { RefundCases, SurveyLinks } from '../../domain.js';
export declare class SurveyQuestion {
    field: string;
    required: boolean;
    text: string;
}
export declare class SurveyView {
    answered: boolean;
    questions: SurveyQuestion[];
}
export declare class SurveyQuery extends Query<SurveyView> {
    readonly token: string;
    readonly language: keyof Texts;
    constructor(token: string, language: keyof Texts);
}
export declare class SurveyQueryHandler implements IQueryHandler<SurveyQuery> {
    private readonly links;
    private readonly cases;
    constructor(links: SurveyLinks, cases: RefundCases);
    execute({ token, language }: SurveyQuery): Promise<SurveyView>;
}
