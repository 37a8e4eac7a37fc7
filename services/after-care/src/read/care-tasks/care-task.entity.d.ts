import type { Role } from '@recourse/kernel';
import type { CareTaskStatus } from './care-task.projection.js';
/** A row of the view `care_task`. Only the projection writes it. */
export declare class CareTaskRow {
    tenant: string;
    planId: string;
    taskId: string;
    customer: string;
    project: string;
    stage: string;
    owner: Role;
    helpers: Role[];
    commercial: boolean;
    from: Date | null;
    dueAt: Date;
    status: CareTaskStatus;
    completedAt: Date | null;
    late: boolean;
}
