import { CommandAnswer } from '@recourse/platform';
import { type Severity } from '@recourse/policy';
export declare class RegisterCareProblemDto {
    severity: Severity;
    description?: string;
}
export declare class RegisterCareProblemAnswer extends CommandAnswer {
    problemId: string;
}
