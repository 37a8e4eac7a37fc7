import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { isRefusal } from '@recourse/kernel'
import { ConsumerHost, readPage, RefusedError, type Caller } from '@recourse/platform'
import { DataSource } from 'typeorm'
import { messageOf } from '../../causes.js'
import { RefundCases } from '../../domain.js'
import { PayoutRow } from './payout.entity.js'
import { payoutProjection } from './payout.projection.js'
import type { PayoutPage, PayoutsDto, PayoutView } from './payouts.dto.js'

export class PayoutsQuery extends Query<PayoutPage> {
  constructor(readonly caller: Caller, readonly asked: PayoutsDto) {
    super()
  }
}

export class PayoutsOfCaseQuery extends Query<PayoutPage> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly minPosition: string | undefined) {
    super()
  }
}

/** A tenant's payouts, oldest request first. */
@QueryHandler(PayoutsQuery)
export class PayoutsQueryHandler implements IQueryHandler<PayoutsQuery> {
  constructor(private readonly host: ConsumerHost, private readonly database: DataSource) {}

  async execute({ caller: { tenant }, asked: { status, ...page } }: PayoutsQuery): Promise<PayoutPage> {
    await this.host.seen(payoutProjection.name, page.min_position)
    const select = this.database.getRepository(PayoutRow).createQueryBuilder('payout').where('payout.tenant = :tenant', { tenant })
    if (status) select.andWhere('payout.status = :status', { status })
    const { items, next } = await readPage(select, ['requested_at', 'case_id', 'payout_no'], page)
    return { items: items.map(viewOf), next }
  }
}

/** All payouts of one case: there are never many. */
@QueryHandler(PayoutsOfCaseQuery)
export class PayoutsOfCaseQueryHandler implements IQueryHandler<PayoutsOfCaseQuery> {
  constructor(private readonly host: ConsumerHost, private readonly database: DataSource, private readonly cases: RefundCases) {}

  async execute({ caller, caseId, minPosition }: PayoutsOfCaseQuery): Promise<PayoutPage> {
    const opened = await this.cases.load(caller, caseId)
    if (isRefusal(opened)) throw new RefusedError(opened)
    await this.host.seen(payoutProjection.name, minPosition)
    const rows = await this.database.getRepository(PayoutRow).find({ where: { tenant: caller.tenant, case_id: caseId }, order: { payout_no: 'ASC' } })
    return { items: rows.map(viewOf), next: null }
  }
}

const viewOf = (row: PayoutRow): PayoutView => ({
  caseId: row.case_id, payoutNo: row.payout_no, outRefundNo: row.out_refund_no, status: row.status,
  amount_minor: row.amount_minor, currency: row.currency, channel: row.channel,
  ...(row.code ? { code: row.code, message: messageOf(row.code) } : {}),
  ...(row.deferred_until ? { deferredUntil: row.deferred_until.toISOString() } : {}),
  attempts: row.attempts, needs: row.needs,
  ...correctionOf(row),
  ...(row.resubmitted_as ? { resubmittedAs: row.resubmitted_as } : {}),
  requestedAt: row.requested_at.toISOString(),
  ...(row.sent_at ? { sentAt: row.sent_at.toISOString() } : {}),
  ...(row.settled_at ? { settledAt: row.settled_at.toISOString() } : {}),
})

const correctionOf = ({ corrected_by, corrected_at, correction_version, correction_channel }: PayoutRow): Pick<PayoutView, 'correction'> =>
  (corrected_by && corrected_at && correction_version && correction_channel
    ? { correction: { by: corrected_by, at: corrected_at.toISOString(), version: correction_version, channel: correction_channel } }
    : {})
