export declare const COMPLAINT_STATUSES: readonly ['open', 'answered', 'closed'];
export type ComplaintStatus = (typeof COMPLAINT_STATUSES)[number];
/** One row per complaint, without its words. */
export declare const complaintProjection: import("@recourse/event-flow").Projection<import("@recourse/event-flow").RowOf<{
    readonly tenant: "text";
    readonly complaint_id: "text";
    readonly version: "integer";
    readonly customer: "text";
    readonly case_id: "text?";
    readonly stage: "text?";
    readonly pack: "text?";
    readonly pack_version: "text?";
    readonly channel: "text";
    readonly status: "text";
    readonly outcome: "text?";
    readonly opened_at: "timestamptz";
    readonly answered_at: "timestamptz?";
    readonly closed_at: "timestamptz?";
}>>;
