import { Query, type IQueryHandler } from '@nestjs/cqrs';
import { Repository } from 'typeorm';
import { ConsumerHost } from '@recourse/platform';
import { CareTaskRow } from './care-task.entity.js';
import type { CareTaskFilterDto, CareTaskPage } from './care-tasks.dto.js';
export declare class CareTasksQuery extends Query<CareTaskPage> {
    readonly tenant: string;
    readonly filter: CareTaskFilterDto;
    constructor(tenant: string, filter: CareTaskFilterDto);
}
/** What is due first comes first. */
export declare class CareTasksQueryHandler implements IQueryHandler<CareTasksQuery> {
    private readonly rows;
    private readonly host;
    constructor(rows: Repository<CareTaskRow>, host: ConsumerHost);
    execute({ tenant, filter }: CareTasksQuery): Promise<CareTaskPage>;
}
