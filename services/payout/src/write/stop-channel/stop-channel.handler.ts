import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { ChannelSwitches } from '../../channel-switches.js'
import type { StopChannelDto } from './stop-channel.dto.js'

export class StopChannelCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly channel: string, readonly body: StopChannelDto) {
    super()
  }
}

@CommandHandler(StopChannelCommand)
export class StopChannelHandler implements ICommandHandler<StopChannelCommand> {
  constructor(private readonly switches: ChannelSwitches) {}

  async execute({ caller, channel, body: { reason } }: StopChannelCommand): Promise<Executed | Refusal> {
    return this.switches.send(caller, { type: 'StopChannel', channel, reason })
  }
}
