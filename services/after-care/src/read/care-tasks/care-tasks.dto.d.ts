import { type Role } from '@recourse/kernel';
import { PageQuery, type Page } from '@recourse/platform';
import { type CareTaskStatus } from './care-task.projection.js';
export declare class CareTaskFilterDto extends PageQuery {
    owner?: Role;
    due_before?: string;
    status?: CareTaskStatus;
    planId?: string;
}
export declare class CareTaskItem {
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
export declare class CareTaskPage implements Page<CareTaskItem> {
    items: CareTaskItem[];
    next: string | null;
}
