import { QueryBus } from '@nestjs/cqrs';
import { type Caller } from '@recourse/platform';
import { ComplaintView } from './complaint.query.js';
export declare class ComplaintController {
    private readonly queries;
    constructor(queries: QueryBus);
    read(caller: Caller, complaintId: string): Promise<ComplaintView>;
}
