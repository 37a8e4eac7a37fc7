import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { EventCodec } from '@recourse/event-store'
import { chineseCapitals, isRefusal } from '@recourse/kernel'
import { ProblemError, RefusedError, type Caller } from '@recourse/platform'
import { payoutWayOf } from '@recourse/refund-case'
import { RefundCases } from '../../domain.js'
import { payeeOf } from '../../payee.js'
import type { PayoutSlipView } from './payout-slip.dto.js'
import { approvedPayout } from './payout-slip.js'

const SHOWN_DIGITS = 4

export class PayoutSlipQuery extends Query<PayoutSlipView> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly payoutNo: number) {
    super()
  }
}

/** Read from the case itself: what finance pays by must not lag behind. */
@QueryHandler(PayoutSlipQuery)
export class PayoutSlipQueryHandler implements IQueryHandler<PayoutSlipQuery> {
  constructor(private readonly cases: RefundCases, private readonly codec: EventCodec) {}

  async execute({ caller, caseId, payoutNo }: PayoutSlipQuery): Promise<PayoutSlipView> {
    const opened = await this.cases.load(caller, caseId)
    if (isRefusal(opened)) throw new RefusedError(opened)
    const found = approvedPayout(opened.events, payoutNo)
    if (!found) throw new ProblemError('NotFound', { caseId, payoutNo })
    const { requested: { data: { amount, channel, outRefundNo }, metadata }, approved: { data: approved }, steps } = found
    const payee = await payeeOf(this.codec, payoutWayOf(opened.state), opened.events)
    const inCapitals = chineseCapitals(amount)
    return {
      slipNo: outRefundNo, caseId, payoutNo, orderId: opened.state.orderId, channel, amount_minor: amount.minor, currency: amount.currency, ...(inCapitals && { inCapitals }),
      approved_minor: approved.amount.minor, breakdown: approved.breakdown.map(({ label, minor }) => ({ label, amount_minor: minor })),
      approvedBy: approved.ruleId, ...(approved.agreement && { agreement: approved.agreement }), steps: [...steps],
      ...(payee && { accountEndsWith: payee.accountNo.slice(-SHOWN_DIGITS) }),
      requestedAt: metadata.recordedAt, status: opened.state.payouts[payoutNo]!.status,
    }
  }
}
