import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { toInstant } from '@recourse/kernel'
import { ConsumerHost, readPage } from '@recourse/platform'
import { CareTaskRow } from './care-task.entity.js'
import { careTaskProjection } from './care-task.projection.js'
import type { CareTaskFilterDto, CareTaskItem, CareTaskPage } from './care-tasks.dto.js'

export class CareTasksQuery extends Query<CareTaskPage> {
  constructor(readonly tenant: string, readonly filter: CareTaskFilterDto) {
    super()
  }
}

/** What is due first comes first. */
@QueryHandler(CareTasksQuery)
export class CareTasksQueryHandler implements IQueryHandler<CareTasksQuery> {
  constructor(@InjectRepository(CareTaskRow) private readonly rows: Repository<CareTaskRow>, private readonly host: ConsumerHost) {}

  async execute({ tenant, filter }: CareTasksQuery): Promise<CareTaskPage> {
    await this.host.seen(careTaskProjection.name, filter.min_position)
    const select = this.rows.createQueryBuilder('task').where('task.tenant = :tenant', { tenant })
    for (const name of ['owner', 'status', 'planId'] as const) if (filter[name]) select.andWhere(`task.${name} = :${name}`, { [name]: filter[name] })
    if (filter.due_before) select.andWhere('task.dueAt < :before', { before: toInstant(filter.due_before) })
    const { items, next } = await readPage(select, ['dueAt', 'planId', 'taskId'], filter)
    return { items: items.map(itemOf), next }
  }
}

const itemOf = ({ tenant: _tenant, ...item }: CareTaskRow): CareTaskItem => item
