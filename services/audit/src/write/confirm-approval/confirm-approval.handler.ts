import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { ConfirmApprovalDto } from './confirm-approval.dto.js'

export class ConfirmApprovalCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: ConfirmApprovalDto) {
    super()
  }
}

@CommandHandler(ConfirmApprovalCommand)
export class ConfirmApprovalHandler implements ICommandHandler<ConfirmApprovalCommand> {
  constructor(private readonly cases: RefundCases) {}

  execute({ caller, caseId, body }: ConfirmApprovalCommand): Promise<Executed | Refusal> {
    return this.cases.send(caller, caseId, { type: 'ConfirmApproval', approvalHash: body.approvalHash })
  }
}
