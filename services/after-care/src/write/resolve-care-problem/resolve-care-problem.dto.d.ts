import { type Remedy } from '@recourse/care-plan';
export declare class ResolveCareProblemDto {
    remedy: Remedy;
    caseId?: string;
    note?: string;
}
