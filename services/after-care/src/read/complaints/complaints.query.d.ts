import { Query, type IQueryHandler } from '@nestjs/cqrs';
import { Repository } from 'typeorm';
import { ConsumerHost, type Caller } from '@recourse/platform';
import { ComplaintRow } from './complaint.entity.js';
import type { ComplaintFilterDto, ComplaintPage } from './complaints.dto.js';
export declare class ComplaintsQuery extends Query<ComplaintPage> {
    readonly caller: Caller;
    readonly filter: ComplaintFilterDto;
    constructor(caller: Caller, filter: ComplaintFilterDto);
}
/** Newest first; whoever is only a customer sees only their own. */
export declare class ComplaintsQueryHandler implements IQueryHandler<ComplaintsQuery> {
    private readonly rows;
    private readonly host;
    constructor(rows: Repository<ComplaintRow>, host: ConsumerHost);
    execute({ caller, filter }: ComplaintsQuery): Promise<ComplaintPage>;
}
