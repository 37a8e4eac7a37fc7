import { PageQuery, type Page } from '@recourse/platform';
import { type ComplaintStatus } from './complaint.projection.js';
export declare class ComplaintFilterDto extends PageQuery {
    status?: ComplaintStatus;
    caseId?: string;
}
export declare class ComplaintItem {
    complaintId: string;
    customer: string;
    caseId: string | null;
    stage: string | null;
    pack: string | null;
    packVersion: string | null;
    channel: string;
    status: ComplaintStatus;
    outcome: string | null;
    openedAt: Date;
    answeredAt: Date | null;
    closedAt: Date | null;
    version: number;
}
export declare class ComplaintPage implements Page<ComplaintItem> {
    items: ComplaintItem[];
    next: string | null;
}
