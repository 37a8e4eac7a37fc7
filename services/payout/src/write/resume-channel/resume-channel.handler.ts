import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { ChannelSwitches } from '../../channel-switches.js'
import type { ResumeChannelDto } from './resume-channel.dto.js'

export class ResumeChannelCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly channel: string, readonly body: ResumeChannelDto) {
    super()
  }
}

@CommandHandler(ResumeChannelCommand)
export class ResumeChannelHandler implements ICommandHandler<ResumeChannelCommand> {
  constructor(private readonly switches: ChannelSwitches) {}

  async execute({ caller, channel, body: { reason } }: ResumeChannelCommand): Promise<Executed | Refusal> {
    return this.switches.send(caller, { type: 'ResumeChannel', channel, reason })
  }
}
