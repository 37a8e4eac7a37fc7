import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Clock, Refusal } from '@recourse/kernel'
import { CLOCK, type Caller } from '@recourse/platform'
import { refundCaseStream } from '@recourse/refund-case'
import { meantPayoutNo, RefundCases } from '../../domain.js'
import type { CorrectPayoutDetailsDto } from './correct-payout-details.dto.js'

export class CorrectPayoutDetailsCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: CorrectPayoutDetailsDto) {
    super()
  }
}

@CommandHandler(CorrectPayoutDetailsCommand)
export class CorrectPayoutDetailsHandler implements ICommandHandler<CorrectPayoutDetailsCommand> {
  constructor(private readonly cases: RefundCases, @Inject(CLOCK) private readonly clock: Clock) {}

  execute({ caller, caseId, body: { name, account, bankCode, channel, payoutNo } }: CorrectPayoutDetailsCommand): Promise<Executed | Refusal> {
    const { id } = caller.commandContext(refundCaseStream(caller.tenant, caseId), this.clock.now())
    return this.cases.sendFor(caller, caseId, 'CorrectPayoutDetails', (opened) => {
      const corrected = payoutNo ?? meantPayoutNo(opened, id)
      return {
        type: 'CorrectPayoutDetails',
        payoutNo: corrected,
        channel: channel ?? opened.state.payouts[corrected]?.channel ?? '',
        personal: { person: opened.state.customer, fields: { payee: { name, account, ...(bankCode ? { bankCode } : {}) } } },
      }
    })
  }
}
