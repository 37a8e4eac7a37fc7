import type { Remedy } from '@recourse/care-plan';
import type { Instant, Role } from '@recourse/kernel';
import type { Severity } from '@recourse/policy';
import { type CareTaskStatus } from '../care-tasks/care-task.projection.js';
export declare class GuidanceView {
    code: string;
    title: string;
    first24Hours: string[];
    dietAndRest: string[];
    forbidden: string[];
    products: string[];
}
export declare class PlanTaskView {
    taskId: string;
    title: string;
    stage: string;
    owner: Role;
    helpers: Role[];
    from?: Instant;
    dueAt: Instant;
    status: CareTaskStatus;
    commercial: boolean;
}
export declare class PlanProblemView {
    problemId: string;
    severity: Severity;
    owner: Role;
    dueAt: Instant;
    status: 'open' | 'overdue' | 'resolved';
    description?: string;
    textSealed: boolean;
    remedy?: Remedy;
    caseId?: string;
}
export declare class RecommendationView {
    recommendationId: string;
    title: string;
}
export declare class CarePlanView {
    planId: string;
    customerId: string;
    orderId?: string;
    project: string;
    treatmentCompletedAt: Instant;
    pack: {
        id: string;
        version: string;
    };
    guidance: GuidanceView;
    guidanceMissing: boolean;
    tasks: PlanTaskView[];
    problems: PlanProblemView[];
    satisfaction?: number;
    recommendations: RecommendationView[];
    recommended: boolean;
    version: number;
}
