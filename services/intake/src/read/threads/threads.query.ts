import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { InjectRepository } from '@nestjs/typeorm'
import { ConsumerHost, readPage, type PageQuery } from '@recourse/platform'
import { Repository, type SelectQueryBuilder } from 'typeorm'
import { ThreadRow } from './thread.entity.js'
import { threadProjection } from './thread.projection.js'
import type { ContactTaskPage, UnansweredPage } from './threads.dto.js'

export class UnansweredQuery extends Query<UnansweredPage> {
  constructor(readonly tenant: string, readonly page: PageQuery) {
    super()
  }
}

export class ContactTasksQuery extends Query<ContactTaskPage> {
  constructor(readonly tenant: string, readonly page: PageQuery) {
    super()
  }
}

const threadsOf = (rows: Repository<ThreadRow>, tenant: string): SelectQueryBuilder<ThreadRow> => rows.createQueryBuilder('t').where('t.tenant = :tenant', { tenant })

@QueryHandler(UnansweredQuery)
export class UnansweredQueryHandler implements IQueryHandler<UnansweredQuery> {
  constructor(@InjectRepository(ThreadRow) private readonly rows: Repository<ThreadRow>, private readonly host: ConsumerHost) {}

  async execute({ tenant, page }: UnansweredQuery): Promise<UnansweredPage> {
    await this.host.seen(threadProjection.name, page.min_position)
    const { items, next } = await readPage(threadsOf(this.rows, tenant).andWhere('t.answerBy IS NOT NULL'), ['answerBy', 'caseId'], page)
    return { items: items.map(({ caseId, orderId, pack, askedAt, answerBy, overdue }) => ({ caseId, orderId, pack, askedAt: askedAt!, answerBy: answerBy!, overdue })), next }
  }
}

@QueryHandler(ContactTasksQuery)
export class ContactTasksQueryHandler implements IQueryHandler<ContactTasksQuery> {
  constructor(@InjectRepository(ThreadRow) private readonly rows: Repository<ThreadRow>, private readonly host: ConsumerHost) {}

  async execute({ tenant, page }: ContactTasksQuery): Promise<ContactTaskPage> {
    await this.host.seen(threadProjection.name, page.min_position)
    const { items, next } = await readPage(threadsOf(this.rows, tenant).andWhere('t.taskSince IS NOT NULL AND NOT t.paid'), ['taskSince', 'caseId'], page)
    return { items: items.map(({ caseId, orderId, pack, taskKind, taskSince }) => ({ caseId, orderId, pack, kind: taskKind!, since: taskSince! })), next }
  }
}
