import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { AggregateStore, type Executed } from '@recourse/event-store'
import { toInstant, type Clock, type Refusal } from '@recourse/kernel'
import { orderDecider, orderStream } from '@recourse/order'
import { CLOCK, type Caller } from '@recourse/platform'
import type { UpdateDeliveryDto } from './update-delivery.dto.js'

export class UpdateDeliveryCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly orderId: string, readonly delivery: UpdateDeliveryDto) {
    super()
  }
}

@CommandHandler(UpdateDeliveryCommand)
export class UpdateDeliveryHandler implements ICommandHandler<UpdateDeliveryCommand> {
  constructor(private readonly aggregates: AggregateStore, @Inject(CLOCK) private readonly clock: Clock) {}

  execute({ caller, orderId, delivery: { status, eta, at } }: UpdateDeliveryCommand): Promise<Executed | Refusal> {
    const stream = orderStream(caller.tenant, orderId)
    const context = caller.commandContext(stream, this.clock.now())
    return this.aggregates.execute(orderDecider, stream, { type: 'UpdateDelivery', status, at: toInstant(at), ...(eta ? { eta: toInstant(eta) } : {}), ...context })
  }
}
