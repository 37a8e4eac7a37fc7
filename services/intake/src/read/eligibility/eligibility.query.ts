import { randomUUID } from 'node:crypto'
import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { AggregateStore } from '@recourse/event-store'
import { isRefusal, money, roleRefusal, type Clock, type Refusal } from '@recourse/kernel'
import { orderDecider, orderStream, restOf, settledOf, type RecordedOrder } from '@recourse/order'
import { CLOCK, type Caller } from '@recourse/platform'
import { PackCatalogue, RateTables, WorkingCalendar, type PayoutWay, type RefundPack } from '@recourse/policy'
import { assessEligibility, refundCasePermissions, refundCaseRefusal, type Eligibility, type EligibilityQuestion, type RequestRefund } from '@recourse/refund-case'
import { refuse } from '../../refusals.js'
import { shownTexts } from '../../shown-texts.js'
import type { EligibilityAnswer, EligibilityDto } from './eligibility.dto.js'

export class EligibilityQuery extends Query<EligibilityAnswer | Refusal> {
  constructor(readonly caller: Caller, readonly question: EligibilityDto) {
    super()
  }
}

/** Reads the order and the pack as a request would, and records nothing. */
@QueryHandler(EligibilityQuery)
export class EligibilityQueryHandler implements IQueryHandler<EligibilityQuery> {
  constructor(
    private readonly aggregates: AggregateStore,
    private readonly packs: PackCatalogue,
    private readonly calendar: WorkingCalendar,
    private readonly rates: RateTables,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ caller, question }: EligibilityQuery): Promise<EligibilityAnswer | Refusal> {
    const notPermitted = roleRefusal(refundCasePermissions, 'RequestRefund', caller.identity.actor)
    if (notPermitted) return notPermitted
    const now = this.clock.now()
    const [{ state: order }, pack] = await Promise.all([
      this.aggregates.load(orderDecider, orderStream(caller.tenant, question.orderId)),
      this.packs.inForce(caller.tenant, question.pack, now),
    ])
    if (!order.recorded) return refuse('UnknownOrder', { orderId: question.orderId })
    if (!pack) return refundCaseRefusal('UnknownPack', { pack: question.pack })
    const assessed = assessEligibility(
      { request: requestOf(caller, question, pack, order, now), evidenceKinds: question.evidenceKinds ?? [], ...this.prepaidOf(order, question) }, this.packs, this.calendar,
    )
    return isRefusal(assessed) ? assessed : answerOf(assessed)
  }

  private prepaidOf(order: RecordedOrder, { used = [] }: EligibilityDto): Pick<EligibilityQuestion, 'prepaid'> {
    const { paid, prepaid: contract } = order
    return contract ? { prepaid: { used: used.map((part) => ({ ...part })), facts: { paid, contract, returned: settledOf(order), rates: this.rates.on(contract.concludedOn) } } } : {}
  }
}

/** The request as it would be sent, under ids of its own. An order with nothing left is asked for one unit, so that it says so itself. */
const requestOf = (caller: Caller, question: EligibilityDto, pack: RefundPack, order: RecordedOrder, now: string): RequestRefund => {
  const rest = restOf(order)
  return {
    type: 'RequestRefund',
    ...caller.contextOf(randomUUID(), now),
    caseId: randomUUID(),
    orderId: question.orderId,
    requested: money(question.amount_minor ?? Math.max(rest.minor, 1), question.currency ?? order.paid.currency),
    reason: question.reason,
    origin: question.origin ?? 'ONLINE',
    wantedWay: (question.way ?? 'ORIGINAL') as PayoutWay,
    // Whoever asks in advance for somebody else gets their consent before they apply.
    consent: { how: 'WRITTEN', reference: 'none yet' },
    pack: { id: pack.id, version: pack.version },
    shown: shownTexts(pack),
    facts: { customer: order.customer, placedAt: order.placedAt, paid: order.paid, rest, ...(order.delivery ? { delivery: order.delivery } : {}) },
  }
}

const answerOf = ({ amount, window: { until, late }, ...assessed }: Eligibility): EligibilityAnswer =>
  ({ ...assessed, amount_minor: amount.minor, currency: amount.currency, window: { until: until ?? null, late } })
