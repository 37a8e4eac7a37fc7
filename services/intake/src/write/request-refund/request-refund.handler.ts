import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { causeOf, executionOf } from '@recourse/event-flow'
import { AggregateStore, type Executed } from '@recourse/event-store'
import { isRefusal, money, roleRefusal, toInstant, type Clock, type EventOf, type RecordedEvent, type Refusal } from '@recourse/kernel'
import { orderDecider, orderRefusal, orderStream, payerNameIn, restOf, type RecordedOrder } from '@recourse/order'
import { CLOCK, sentFields, type Caller } from '@recourse/platform'
import { expiredLicences, PackCatalogue, type Licence, type PayoutWay, type RefundPack } from '@recourse/policy'
import { refundCaseRefusal, refundCaseStream, sameName, type RefundCase, type RefundRequested, type RequestRefund, type SameName } from '@recourse/refund-case'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'
import { reserveOnOrder } from '../../react/reserve-on-order.js'
import { claimOf, RESERVE_ON_ORDER } from '../../react/when-refund-requested-then-reserve-on-order.policy.js'
import { refuse } from '../../refusals.js'
import { shownTexts } from '../../shown-texts.js'
import { placeByKey, placeOnOrder, type CasePlace } from './case-place.js'
import type { RequestRefundDto } from './request-refund.dto.js'

export interface RequestRefundOutcome {
  readonly outcome: Executed | Refusal
  /** Hash of the event that holds the application as it was made; absent when it was refused. */
  readonly receiptSha256?: string
  /** When the stage that the request opened is due; absent when it was refused. */
  readonly expectedBy?: string
  /** Licences of the pack's operator that have run out. */
  readonly expired?: readonly Licence[]
}

export class RequestRefundCommand extends Command<RequestRefundOutcome> {
  /** `oncePerReason`: order and reason are the key instead of the caller's. */
  constructor(readonly caller: Caller, readonly request: RequestRefundDto, readonly oncePerReason = false) {
    super()
  }
}

@CommandHandler(RequestRefundCommand)
export class RequestRefundHandler implements ICommandHandler<RequestRefundCommand> {
  constructor(
    private readonly aggregates: AggregateStore,
    private readonly packs: PackCatalogue,
    @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Opens the case, then claims the money on the order. Should this process end between the two, the policy beside `reserveOnOrder` claims it. */
  async execute({ caller, request, oncePerReason }: RequestRefundCommand): Promise<RequestRefundOutcome> {
    const notPermitted = roleRefusal(this.decider.permissions, 'RequestRefund', caller.identity.actor)
    if (notPermitted) return { outcome: notPermitted }
    const byKey = oncePerReason ? undefined : placeByKey(caller)
    const readOrder = await this.aggregates.load(orderDecider, orderStream(caller.tenant, request.orderId))
    const { state: order } = readOrder
    if (!order.recorded) return { outcome: (oncePerReason ? orderRefusal : refuse)('UnknownOrder', { orderId: request.orderId }) }
    const place = byKey ?? await placeOnOrder(this.aggregates, this.decider, caller, order, request.reason)
    if (isRefusal(place)) return { outcome: place }
    const stream = refundCaseStream(caller.tenant, place.caseId)
    const readCase = await this.aggregates.load(this.decider, stream)
    const pack = await this.packFor(caller.tenant, request.pack, readCase.state)
    if (!pack) return { outcome: refundCaseRefusal('UnknownPack', { pack: request.pack }) }
    const outcome = await this.aggregates.execute(this.decider, stream, commandOf(caller, place, request, pack, order, this.clock.now(), await this.sameNameOf(request, readOrder.events)), readCase)
    if (isRefusal(outcome)) return { outcome: oncePerReason && outcome.code === 'IdempotencyKeyReused' ? refundCaseRefusal('CaseAlreadyOpened', { caseId: place.caseId }) : outcome }
    const requested = outcome.events[0] as EventOf<typeof RefundRequested>
    const execution = executionOf(this.aggregates, causeOf(RESERVE_ON_ORDER, requested, this.clock))
    const reserved = await reserveOnOrder(claimOf(requested), execution, this.decider, readOrder)
    const asOpened = reserved && !outcome.repeated
    const state = asOpened ? outcome.events.reduce(this.decider.evolve, this.decider.initial) : (await this.aggregates.load(this.decider, stream)).state
    return { outcome, receiptSha256: requested.hash, expired: expiredLicences(pack, this.clock.now()), ...(state.phase === 'unopened' ? {} : { expectedBy: state.stage.dueAt }) }
  }

  private async sameNameOf({ payee }: RequestRefundDto, order: readonly RecordedEvent[]): Promise<SameName | undefined> {
    return payee && sameName(await payerNameIn(this.aggregates.codec, order), payee.name)
  }

  // A repetition is read under the pack that the case was opened with, also when a newer version came into force in between.
  private packFor(tenant: string, id: string, known: RefundCase): Promise<RefundPack | undefined> {
    return known.phase !== 'unopened' && known.pack.id === id ? this.packs.refundPack(tenant, id, known.pack.version) : this.packs.inForce(tenant, id, this.clock.now())
  }
}

const commandOf = (caller: Caller, { caseId, contextOf }: CasePlace, request: RequestRefundDto, pack: RefundPack, order: RecordedOrder, now: string, sameName?: SameName): RequestRefund => {
  const { narrative, contact, payee } = request
  const fields = { ...(narrative ? { narrative } : {}), ...(contact ? { contact: sentFields(contact) } : {}), ...(payee ? { payee: { ...payee } } : {}) }
  return {
    type: 'RequestRefund',
    ...contextOf(now),
    caseId,
    orderId: request.orderId,
    requested: money(request.amount_minor, request.currency),
    reason: request.reason,
    origin: request.origin ?? 'ONLINE',
    wantedWay: (request.way ?? 'ORIGINAL') as PayoutWay,
    ...(request.consent ? { consent: { ...request.consent } } : {}),
    pack: { id: pack.id, version: pack.version },
    shown: shownTexts(pack),
    ...(request.acknowledgedClauses?.length ? { acknowledgedClauses: request.acknowledgedClauses } : {}),
    ...(request.requestedAt ? { requestedAt: toInstant(request.requestedAt) } : {}),
    ...(Object.keys(fields).length > 0 ? { personal: { person: order.customer, fields } } : {}),
    facts: { customer: order.customer, placedAt: order.placedAt, paid: order.paid, rest: restOf(order, caseId), ...(order.delivery ? { delivery: order.delivery } : {}), ...(sameName ? { sameName } : {}) },
  }
}
