import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { approvalFields } from '../../approval.dto.js'
import { RefundCases } from '../../domain.js'
import type { ApproveRefundDto } from './approve-refund.dto.js'

export class ApproveRefundCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: ApproveRefundDto) {
    super()
  }
}

@CommandHandler(ApproveRefundCommand)
export class ApproveRefundHandler implements ICommandHandler<ApproveRefundCommand> {
  constructor(private readonly cases: RefundCases) {}

  execute({ caller, caseId, body }: ApproveRefundCommand): Promise<Executed | Refusal> {
    return this.cases.send(caller, caseId, { type: 'ApproveRefund', ...approvalFields(body) })
  }
}
