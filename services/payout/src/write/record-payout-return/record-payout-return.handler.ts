import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { toInstant, type Refusal } from '@recourse/kernel'
import type { ChannelErrorCode } from '@recourse/payment-channels'
import type { Caller } from '@recourse/platform'
import { ChannelWord } from '../../channel-word.js'
import { RefundCases } from '../../domain.js'
import type { RecordPayoutReturnDto } from './record-payout-return.dto.js'

const RETURNED: ChannelErrorCode = 'TRANSFER_RETURNED'

export class RecordPayoutReturnCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: RecordPayoutReturnDto) {
    super()
  }
}

@CommandHandler(RecordPayoutReturnCommand)
export class RecordPayoutReturnHandler implements ICommandHandler<RecordPayoutReturnCommand> {
  constructor(private readonly cases: RefundCases, private readonly channel: ChannelWord) {}

  execute({ caller, caseId, body: { payoutNo, returnedAt } }: RecordPayoutReturnCommand): Promise<Executed | Refusal> {
    return this.cases.sendFor(caller, caseId, 'RecordPayoutReturned', async (opened) => ({
      type: 'RecordPayoutReturned', payoutNo, code: RETURNED, returnedAt: toInstant(returnedAt), facts: await this.channel.aboutReturn(caller.tenant, opened, payoutNo),
    }))
  }
}
