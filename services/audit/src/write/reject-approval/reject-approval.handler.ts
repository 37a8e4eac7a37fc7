import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { RejectApprovalDto } from './reject-approval.dto.js'

export class RejectApprovalCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: RejectApprovalDto) {
    super()
  }
}

@CommandHandler(RejectApprovalCommand)
export class RejectApprovalHandler implements ICommandHandler<RejectApprovalCommand> {
  constructor(private readonly cases: RefundCases) {}

  execute({ caller, caseId, body }: RejectApprovalCommand): Promise<Executed | Refusal> {
    return this.cases.send(caller, caseId, { type: 'RejectApproval', approvalHash: body.approvalHash, reason: body.reason })
  }
}
