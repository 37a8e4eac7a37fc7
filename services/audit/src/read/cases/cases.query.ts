import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository, type SelectQueryBuilder } from 'typeorm'
import { ConsumerHost, readPage, type PageQuery } from '@recourse/platform'
import { QUEUE_STAGES, type CaseFilterDto, type CaseItem, type CasePage, type QueueFilterDto } from './cases.dto.js'
import { RefundCaseRow } from './refund-case.entity.js'
import { refundCaseProjection } from './refund-case.projection.js'

export class CasesQuery extends Query<CasePage> {
  constructor(readonly tenant: string, readonly filter: CaseFilterDto) {
    super()
  }
}

export class ReviewQueueQuery extends Query<CasePage> {
  constructor(readonly tenant: string, readonly filter: QueueFilterDto) {
    super()
  }
}

const page = async (select: SelectQueryBuilder<RefundCaseRow>, order: readonly ('openedAt' | 'taken' | 'dueAt')[], filter: PageQuery): Promise<CasePage> => {
  const { items, next } = await readPage(select, [...order, 'caseId'], filter)
  return { items: items.map(itemOf), next }
}

const itemOf = ({ tenant: _tenant, stage: _stage, customer: _customer, taken: _taken, ...item }: RefundCaseRow): CaseItem => item

@QueryHandler(CasesQuery)
export class CasesQueryHandler implements IQueryHandler<CasesQuery> {
  constructor(@InjectRepository(RefundCaseRow) private readonly rows: Repository<RefundCaseRow>, private readonly host: ConsumerHost) {}

  async execute({ tenant, filter }: CasesQuery): Promise<CasePage> {
    await this.host.seen(refundCaseProjection.name, filter.min_position)
    const select = this.rows.createQueryBuilder('c').where('c.tenant = :tenant', { tenant })
    for (const name of ['phase', 'pack', 'outcome', 'orderId'] as const) if (filter[name]) select.andWhere(`c.${name} = :${name}`, { [name]: filter[name] })
    if (filter.overdue) select.andWhere('c.overdue = :overdue', { overdue: filter.overdue === 'true' })
    return page(select, ['openedAt'], filter)
  }
}

/** What waits for a person: first what nobody has taken, the most urgent first. */
@QueryHandler(ReviewQueueQuery)
export class ReviewQueueQueryHandler implements IQueryHandler<ReviewQueueQuery> {
  constructor(@InjectRepository(RefundCaseRow) private readonly rows: Repository<RefundCaseRow>, private readonly host: ConsumerHost) {}

  async execute({ tenant, filter }: ReviewQueueQuery): Promise<CasePage> {
    await this.host.seen(refundCaseProjection.name, filter.min_position)
    const select = this.rows.createQueryBuilder('c').where('c.tenant = :tenant AND c.phase IN (:...stages)', { tenant, stages: filter.stage ? [filter.stage] : QUEUE_STAGES })
    // A case without a rule has not met the automatic review yet.
    select.andWhere('c.ruleId IS NOT NULL')
    for (const name of ['pack', 'role'] as const) if (filter[name]) select.andWhere(`c.${name} = :${name}`, { [name]: filter[name] })
    if (filter.overdue) select.andWhere('c.overdue = :overdue', { overdue: filter.overdue === 'true' })
    if (filter.assignee === 'none') select.andWhere('c.assignee IS NULL')
    else if (filter.assignee) select.andWhere('c.assignee = :assignee', { assignee: filter.assignee })
    return page(select, ['taken', 'dueAt'], filter)
  }
}
