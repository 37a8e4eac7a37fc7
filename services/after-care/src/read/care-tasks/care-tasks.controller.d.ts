import { QueryBus } from '@nestjs/cqrs';
import { type Caller } from '@recourse/platform';
import { CareTaskFilterDto, CareTaskPage } from './care-tasks.dto.js';
export declare class CareTasksController {
    private readonly queries;
    constructor(queries: QueryBus);
    list(caller: Caller, filter: CareTaskFilterDto): Promise<CareTaskPage>;
}
