import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { AggregateStore, type Executed } from '@recourse/event-store'
import { hashOf, isRefusal, money, toInstant, uuidv5, type Clock, type PersonalData, type Refusal } from '@recourse/kernel'
import { orderDecider, orderStream, type OrderCommand } from '@recourse/order'
import { CLOCK, type Caller } from '@recourse/platform'
import { prepaidOf } from './prepaid.dto.js'
import type { RecordOrderDto } from './record-order.dto.js'

export class RecordOrderCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly order: RecordOrderDto) {
    super()
  }
}

/** An order is its own key: the feed may send it as often as it likes. */
@CommandHandler(RecordOrderCommand)
export class RecordOrderHandler implements ICommandHandler<RecordOrderCommand> {
  constructor(private readonly aggregates: AggregateStore, @Inject(CLOCK) private readonly clock: Clock) {}

  async execute({ caller, order }: RecordOrderCommand): Promise<Executed | Refusal> {
    const { payerName, customerId: person } = order
    const recorded = await this.send(caller, order.orderId, contentOf(order), payerName ? { person, fields: { payerName } } : undefined)
    if (isRefusal(recorded) || !order.delivery) return recorded
    const { status, eta } = order.delivery
    const delivered = await this.send(caller, order.orderId, { type: 'UpdateDelivery', status, at: toInstant(order.placedAt), ...(eta ? { eta: toInstant(eta) } : {}) })
    return isRefusal(delivered) ? delivered : { ...delivered, repeated: recorded.repeated && delivered.repeated }
  }

  /** A name is no part of the id, which would outlive its erasure; another name under the same id is told from the first by its fingerprint. */
  private send(caller: Caller, orderId: string, content: OrderContent, personal?: PersonalData): Promise<Executed | Refusal> {
    const stream = orderStream(caller.tenant, orderId)
    const context = caller.contextOf(uuidv5(`${stream}/${caller.identity.actor.id}/${hashOf(content)}${personal ? '/named' : ''}`), this.clock.now())
    return this.aggregates.execute(orderDecider, stream, { ...content, ...context, ...(personal ? { personal } : {}) } as OrderCommand)
  }
}

type OrderContent = { readonly type: OrderCommand['type'] } & Readonly<Record<string, unknown>>

const contentOf = (order: RecordOrderDto): OrderContent => ({
  type: 'RecordOrder',
  orderId: order.orderId,
  placedAt: toInstant(order.placedAt),
  customer: order.customerId,
  paid: money(order.paid_minor, order.currency),
  paymentLegs: order.paymentLegs.map((leg) => ({ channel: leg.channel, reference: leg.reference, amount: money(leg.amount_minor, order.currency) })),
  ...(order.country ? { country: order.country } : {}),
  ...(order.prepaid ? { prepaid: prepaidOf(order.prepaid) } : {}),
})
