import { Query, type IQueryHandler } from '@nestjs/cqrs';
import { type Config } from '@recourse/platform';
import { RefundCases, SurveyLinks } from '../../domain.js';
export declare class SurveyLinkView {
    caseId: string;
    surveyToken: string;
    surveyUrl: string;
    answered: boolean;
}
export declare class SurveyLinkQuery extends Query<SurveyLinkView> {
    readonly tenant: string;
    readonly caseId: string;
    constructor(tenant: string, caseId: string);
}
/** The link is derived, not stored: it can be asked for as often as needed. */
export declare class SurveyLinkQueryHandler implements IQueryHandler<SurveyLinkQuery> {
    private readonly links;
    private readonly cases;
    private readonly config;
    constructor(links: SurveyLinks, cases: RefundCases, config: Config);
    execute({ tenant, caseId }: SurveyLinkQuery): Promise<SurveyLinkView>;
}
