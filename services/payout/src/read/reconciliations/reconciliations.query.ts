import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { InjectRepository } from '@nestjs/typeorm'
import { AggregateStore } from '@recourse/event-store'
import { ConsumerHost, readPage, RefusedError, type Caller } from '@recourse/platform'
import { isSettled, reconciliationDecider, reconciliationRefusal, reconciliationStream, type KnownDifference } from '@recourse/reconciliation'
import type { Repository } from 'typeorm'
import { ReconciliationDifferenceRow } from './reconciliation-difference.entity.js'
import { reconciliationDifferenceProjection } from './reconciliation-difference.projection.js'
import { ReconciliationRow } from './reconciliation.entity.js'
import { reconciliationProjection } from './reconciliation.projection.js'
import type { DifferencePage, DifferencesDto, DifferenceStatus, DifferenceView, ReconciliationPage, ReconciliationsDto, ReconciliationView } from './reconciliations.dto.js'

export class ReconciliationsQuery extends Query<ReconciliationPage> {
  constructor(readonly caller: Caller, readonly asked: ReconciliationsDto) {
    super()
  }
}

export class ReconciliationQuery extends Query<ReconciliationView> {
  constructor(readonly caller: Caller, readonly reconciliationId: string) {
    super()
  }
}

export class DifferencesQuery extends Query<DifferencePage> {
  constructor(readonly caller: Caller, readonly asked: DifferencesDto) {
    super()
  }
}

/** A tenant's reconciled days, newest first. */
@QueryHandler(ReconciliationsQuery)
export class ReconciliationsQueryHandler implements IQueryHandler<ReconciliationsQuery> {
  constructor(@InjectRepository(ReconciliationRow) private readonly rows: Repository<ReconciliationRow>, private readonly host: ConsumerHost) {}

  async execute({ caller: { tenant }, asked: { channel, settled, ...page } }: ReconciliationsQuery): Promise<ReconciliationPage> {
    await this.host.seen(reconciliationProjection.name, page.min_position)
    const select = this.rows.createQueryBuilder('reconciliation').where('reconciliation.tenant = :tenant', { tenant })
    if (channel) select.andWhere('reconciliation.channel = :channel', { channel })
    if (settled) select.andWhere('reconciliation.settled = :settled', { settled: settled === 'true' })
    const { items, next } = await readPage(select, ['day', 'reconciliationId'], page, 'DESC')
    return { items: items.map(({ tenant: _tenant, ...item }) => item), next }
  }
}

/** Folded from its own stream, so that it shows a write at once. */
@QueryHandler(ReconciliationQuery)
export class ReconciliationQueryHandler implements IQueryHandler<ReconciliationQuery> {
  constructor(private readonly aggregates: AggregateStore) {}

  async execute({ caller: { tenant }, reconciliationId }: ReconciliationQuery): Promise<ReconciliationView> {
    const { state, version } = await this.aggregates.load(reconciliationDecider, reconciliationStream(tenant, reconciliationId))
    if (state.status === 'none') throw new RefusedError(reconciliationRefusal('UnknownReconciliation'))
    const { channel, day, run, differences } = state
    return { reconciliationId, channel, day, settled: isSettled(state), run, differences: differences.map(viewOf), version }
  }
}

/** A tenant's differences, oldest first: what is found first is looked into first. */
@QueryHandler(DifferencesQuery)
export class DifferencesQueryHandler implements IQueryHandler<DifferencesQuery> {
  constructor(@InjectRepository(ReconciliationDifferenceRow) private readonly rows: Repository<ReconciliationDifferenceRow>, private readonly host: ConsumerHost) {}

  async execute({ caller: { tenant }, asked: { status, ...page } }: DifferencesQuery): Promise<DifferencePage> {
    await this.host.seen(reconciliationDifferenceProjection.name, page.min_position)
    const select = this.rows.createQueryBuilder('difference').where('difference.tenant = :tenant', { tenant })
    if (status) select.andWhere('difference.status = :status', { status })
    const { items, next } = await readPage(select, ['foundAt', 'reconciliationId', 'no'], page)
    return { items: items.map(({ tenant: _tenant, ...item }) => item), next }
  }
}

const statusOf = ({ resolved, writeOffProposedBy }: KnownDifference): DifferenceStatus => (resolved ? 'resolved' : writeOffProposedBy ? 'proposed' : 'open')

const viewOf = (difference: KnownDifference): DifferenceView => ({ ...difference, status: statusOf(difference) })
