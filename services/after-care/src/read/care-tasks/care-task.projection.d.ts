export declare const CARE_TASK_STATUSES: readonly ['open', 'overdue', 'done'];
export type CareTaskStatus = (typeof CARE_TASK_STATUSES)[number];
/** One row per task of a care plan: everybody's list of what is to do. */
export declare const careTaskProjection: import("@recourse/event-flow").Projection<import("@recourse/event-flow").RowOf<{
    readonly tenant: "text";
    readonly plan_id: "text";
    readonly task_id: "text";
    readonly customer: "text";
    readonly project: "text";
    readonly stage: "text";
    readonly owner: "text";
    readonly helpers: "jsonb";
    readonly commercial: "boolean";
    readonly from_at: "timestamptz?";
    readonly due_at: "timestamptz";
    readonly status: "text";
    readonly completed_at: "timestamptz?";
    readonly late: "boolean";
}>>;
