import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import { ChannelWord } from '../../channel-word.js'
import type { GiveUpPayoutDto } from './give-up-payout.dto.js'

export class GiveUpPayoutCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: GiveUpPayoutDto) {
    super()
  }
}

@CommandHandler(GiveUpPayoutCommand)
export class GiveUpPayoutHandler implements ICommandHandler<GiveUpPayoutCommand> {
  constructor(private readonly cases: RefundCases, private readonly channel: ChannelWord) {}

  execute({ caller, caseId, body: { payoutNo } }: GiveUpPayoutCommand): Promise<Executed | Refusal> {
    return this.cases.sendFor(caller, caseId, 'GiveUpPayout', async (opened) => ({
      type: 'GiveUpPayout', payoutNo, facts: { channelSays: await this.channel.about(caller.tenant, opened, payoutNo) },
    }))
  }
}
