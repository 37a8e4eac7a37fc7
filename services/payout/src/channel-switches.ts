import { Injectable } from '@nestjs/common'
import { channelSwitchDecider, channelSwitchStream, type ChannelSwitch, type ChannelSwitchCommand } from '@recourse/channel-switch'
import type { CommandFields } from '@recourse/event-flow'
import { AggregateStore, type Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import { CommandSender, ProblemError, type Caller } from '@recourse/platform'
import { OpenChannels } from './open-channels.js'

/** Reads and throws the switches of this installation's channels. They are read from the log itself: a switch that lags would be none. */
@Injectable()
export class ChannelSwitches {
  constructor(private readonly channels: OpenChannels, private readonly aggregates: AggregateStore, private readonly commands: CommandSender) {}

  async stateOf(tenant: string, channel: string): Promise<ChannelSwitch> {
    return (await this.aggregates.load(channelSwitchDecider, channelSwitchStream(tenant, channel))).state
  }

  /** @throws ProblemError NotFound for a channel that this installation does not have for the tenant */
  send(caller: Caller, command: CommandFields<ChannelSwitchCommand>): Promise<Executed | Refusal> {
    if (!this.channels.serves(command.channel, caller.tenant)) throw new ProblemError('NotFound', { channel: command.channel })
    return this.commands.send(caller, channelSwitchDecider, channelSwitchStream(caller.tenant, command.channel), command)
  }
}
