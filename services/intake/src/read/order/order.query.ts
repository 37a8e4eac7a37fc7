import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { ApiProperty } from '@nestjs/swagger'
import { AggregateStore } from '@recourse/event-store'
import { orderDecider, orderStream, restOf, settledFor, reservedFor, type Prepaid } from '@recourse/order'
import { ProblemError } from '@recourse/platform'

export class OrderView {
  @ApiProperty()
  orderId: string

  @ApiProperty()
  placedAt: string

  @ApiProperty()
  currency: string

  @ApiProperty()
  paid_minor: number

  @ApiProperty({ description: 'Claimed by open cases' })
  reserved_minor: number

  @ApiProperty({ description: 'Paid back' })
  refunded_minor: number

  @ApiProperty({ description: 'Paid − reserved − refunded' })
  rest_minor: number

  @ApiProperty({ required: false })
  delivery?: { status: string; eta?: string; at: string }

  @ApiProperty({ required: false, description: 'The prepaid contract, where one was recorded' })
  prepaid?: Prepaid

  @ApiProperty()
  version: number
}

export class OrderQuery extends Query<OrderView> {
  constructor(readonly tenant: string, readonly orderId: string) {
    super()
  }
}

/** Read from the order's own stream: never behind. */
@QueryHandler(OrderQuery)
export class OrderQueryHandler implements IQueryHandler<OrderQuery> {
  constructor(private readonly aggregates: AggregateStore) {}

  async execute({ tenant, orderId }: OrderQuery): Promise<OrderView> {
    const { state: order, version } = await this.aggregates.load(orderDecider, orderStream(tenant, orderId))
    if (!order.recorded) throw new ProblemError('NotFound', { orderId })
    const cases = Object.keys(order.claims)
    const sum = (of: typeof reservedFor): number => cases.reduce((total, caseId) => total + of(order, caseId).minor, 0)
    return {
      orderId, placedAt: order.placedAt, currency: order.paid.currency, paid_minor: order.paid.minor,
      reserved_minor: sum(reservedFor), refunded_minor: sum(settledFor), rest_minor: restOf(order).minor,
      ...(order.delivery ? { delivery: order.delivery } : {}), ...(order.prepaid ? { prepaid: order.prepaid } : {}), version,
    }
  }
}
