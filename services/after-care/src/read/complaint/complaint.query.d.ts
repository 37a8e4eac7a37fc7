import { Query, type IQueryHandler } from '@nestjs/cqrs';
import { AggregateStore, EventCodec } from '@recourse/event-store';
import type { Instant } from '@recourse/kernel';
import { type Caller } from '@recourse/platform';
export declare class ComplaintEntry {
    at: Instant;
    type: string;
    text?: string;
    textSealed: boolean;
}
export declare class ComplaintView {
    complaintId: string;
    customerId: string;
    caseId?: string;
    phase: string;
    entries: ComplaintEntry[];
    version: number;
}
export declare class ComplaintQuery extends Query<ComplaintView> {
    readonly caller: Caller;
    readonly complaintId: string;
    constructor(caller: Caller, complaintId: string);
}
/** A complaint with its words, opened for whoever may answer it and for its customer. */
export declare class ComplaintQueryHandler implements IQueryHandler<ComplaintQuery> {
    private readonly aggregates;
    private readonly codec;
    constructor(aggregates: AggregateStore, codec: EventCodec);
    execute({ caller, complaintId }: ComplaintQuery): Promise<ComplaintView>;
    private entryOf;
}
