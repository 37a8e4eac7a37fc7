import { type DynamicModule } from '@nestjs/common';
import { PolicyPacks } from '@recourse/policy';
import { SurveyLinks, type CarePlanDecider, type RefundCaseDecider } from './domain.js';
export interface AfterCareParts {
    readonly packs: PolicyPacks;
    readonly carePlans: CarePlanDecider;
    readonly refundCases: RefundCaseDecider;
    readonly links: SurveyLinks;
}
export declare class AfterCareModule {
    static register({ packs, carePlans, refundCases, links }: AfterCareParts): DynamicModule;
}
