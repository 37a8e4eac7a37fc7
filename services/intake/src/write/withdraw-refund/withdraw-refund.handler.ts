import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import { CommandSender, type Caller } from '@recourse/platform'
import { refundCaseStream } from '@recourse/refund-case'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'
import type { WithdrawRefundDto } from './withdraw-refund.dto.js'

export class WithdrawRefundCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: WithdrawRefundDto) {
    super()
  }
}

@CommandHandler(WithdrawRefundCommand)
export class WithdrawRefundHandler implements ICommandHandler<WithdrawRefundCommand> {
  constructor(private readonly commands: CommandSender, @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider) {}

  execute({ caller, caseId, body: { reason } }: WithdrawRefundCommand): Promise<Executed | Refusal> {
    return this.commands.send(caller, this.decider, refundCaseStream(caller.tenant, caseId), { type: 'WithdrawRefund', ...(reason ? { reason } : {}) })
  }
}
