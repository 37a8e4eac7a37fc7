import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository, type SelectQueryBuilder } from 'typeorm'
import { ConsumerHost, ProblemError } from '@recourse/platform'
import type { CaseFilterDto, CaseItem, CasePage, PageDto, QueueFilterDto } from './cases.dto.js'
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

const DEFAULT_LIMIT = 50
type Select = SelectQueryBuilder<RefundCaseRow>

/** Pages by a time and the case id, so that a page is found by the index however far it is down. */
const page = async (select: Select, time: 'openedAt' | 'dueAt', { limit = DEFAULT_LIMIT, after }: PageDto): Promise<CasePage> => {
  if (after) {
    const [at, caseId] = cursorOf(after)
    select.andWhere(`(c.${time}, c.caseId) > (:at::timestamptz, :caseId)`, { at, caseId })
  }
  const rows = await select.orderBy(`c.${time}`).addOrderBy('c.caseId').limit(limit + 1).getMany()
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items: items.map(itemOf), next: rows.length > limit && last ? `${last[time].toISOString()}_${last.caseId}` : null }
}

const cursorOf = (after: string): [string, string] => {
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/.exec(after)
  if (!match) throw new ProblemError('InvalidRequest', { detail: 'after takes `next` of the page before' })
  return [match[1]!, match[2]!]
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
