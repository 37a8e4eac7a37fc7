import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { toInstant, type Refusal } from '@recourse/kernel'
import { orderDecider, orderStream } from '@recourse/order'
import { CommandSender, type Caller } from '@recourse/platform'
import type { UpdateDeliveryDto } from './update-delivery.dto.js'

export class UpdateDeliveryCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly orderId: string, readonly delivery: UpdateDeliveryDto) {
    super()
  }
}

@CommandHandler(UpdateDeliveryCommand)
export class UpdateDeliveryHandler implements ICommandHandler<UpdateDeliveryCommand> {
  constructor(private readonly commands: CommandSender) {}

  execute({ caller, orderId, delivery: { status, eta, at } }: UpdateDeliveryCommand): Promise<Executed | Refusal> {
    return this.commands.send(caller, orderDecider, orderStream(caller.tenant, orderId), { type: 'UpdateDelivery', status, at: toInstant(at), ...(eta ? { eta: toInstant(eta) } : {}) })
  }
}
