import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { ConsumerHost, readPage, type Caller } from '@recourse/platform'
import { ComplaintRow } from './complaint.entity.js'
import { complaintProjection } from './complaint.projection.js'
import type { ComplaintFilterDto, ComplaintItem, ComplaintPage } from './complaints.dto.js'

export class ComplaintsQuery extends Query<ComplaintPage> {
  constructor(readonly caller: Caller, readonly filter: ComplaintFilterDto) {
    super()
  }
}

/** Newest first; whoever is only a customer sees only their own. */
@QueryHandler(ComplaintsQuery)
export class ComplaintsQueryHandler implements IQueryHandler<ComplaintsQuery> {
  constructor(@InjectRepository(ComplaintRow) private readonly rows: Repository<ComplaintRow>, private readonly host: ConsumerHost) {}

  async execute({ caller, filter }: ComplaintsQuery): Promise<ComplaintPage> {
    await this.host.seen(complaintProjection.name, filter.min_position)
    const select = this.rows.createQueryBuilder('complaint').where('complaint.tenant = :tenant', { tenant: caller.tenant })
    if (caller.isOnlyCustomer) select.andWhere('complaint.customer = :customer', { customer: caller.identity.actor.id })
    for (const name of ['status', 'caseId'] as const) if (filter[name]) select.andWhere(`complaint.${name} = :${name}`, { [name]: filter[name] })
    const { items, next } = await readPage(select, ['openedAt', 'complaintId'], filter, 'DESC')
    return { items: items.map(itemOf), next }
  }
}

const itemOf = ({ tenant: _tenant, ...item }: ComplaintRow): ComplaintItem => item
