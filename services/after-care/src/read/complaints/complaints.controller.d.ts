import { QueryBus } from '@nestjs/cqrs';
import { type Caller } from '@recourse/platform';
import { ComplaintFilterDto, ComplaintPage } from './complaints.dto.js';
export declare class ComplaintsController {
    private readonly queries;
    constructor(queries: QueryBus);
    list(caller: Caller, filter: ComplaintFilterDto): Promise<ComplaintPage>;
}
