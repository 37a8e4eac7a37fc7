import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository, type SelectQueryBuilder } from 'typeorm'
import { ConsumerHost, readPage, type PageQuery } from '@recourse/platform'
import type { CaseFilterDto, CaseItem, CasePage, QueueFilterDto } from './cases.dto.js'
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

const page = async (select: SelectQueryBuilder<RefundCaseRow>, time: 'openedAt' | 'dueAt', filter: PageQuery): Promise<CasePage> => {
  const { items, next } = await readPage(select, [time, 'caseId'], filter)
  return { items: items.map(itemOf), next }
}

const itemOf = ({ tenant: _tenant, stage: _stage, ...item }: RefundCaseRow): CaseItem => item

@QueryHandler(CasesQuery)
export class CasesQueryHandler implements IQueryHandler<CasesQuery> {
  constructor(@InjectRepository(RefundCaseRow) private readonly rows: Repository<RefundCaseRow>, private readonly host: ConsumerHost) {}

  async execute({ tenant, filter }: CasesQuery): Promise<CasePage> {
    await this.host.seen(refundCaseProjection.name, filter.min_position)
    const select = this.rows.createQueryBuilder('c').where('c.tenant = :tenant', { tenant })
    for (const name of ['phase', 'pack', 'outcome', 'orderId'] as const) if (filter[name]) select.andWhere(`c.${name} = :${name}`, { [name]: filter[name] })
    if (filter.overdue) select.andWhere('c.overdue = :overdue', { overdue: filter.overdue === 'true' })
    return page(select, 'openedAt', filter)
  }
}

/** What waits for a person, most urgent first. */
@QueryHandler(ReviewQueueQuery)
export class ReviewQueueQueryHandler implements IQueryHandler<ReviewQueueQuery> {
  constructor(@InjectRepository(RefundCaseRow) private readonly rows: Repository<RefundCaseRow>, private readonly host: ConsumerHost) {}

  async execute({ tenant, filter }: ReviewQueueQuery): Promise<CasePage> {
    await this.host.seen(refundCaseProjection.name, filter.min_position)
    // A case without a rule has not met the automatic review yet.
    const select = this.rows.createQueryBuilder('c').where(`c.tenant = :tenant AND c.phase IN ('review', 'decision') AND c.ruleId IS NOT NULL`, { tenant })
    if (filter.pack) select.andWhere('c.pack = :pack', { pack: filter.pack })
    if (filter.assignee === 'none') select.andWhere('c.assignee IS NULL')
    else if (filter.assignee) select.andWhere('c.assignee = :assignee', { assignee: filter.assignee })
    return page(select, 'dueAt', filter)
  }
}
