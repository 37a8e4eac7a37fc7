import type { ComplaintStatus } from './complaint.projection.js';
/** A row of the view `complaint`. Only the projection writes it. */
export declare class ComplaintRow {
    tenant: string;
    complaintId: string;
    version: number;
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
}
