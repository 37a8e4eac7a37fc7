import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { approvalFields } from '../../approval.dto.js'
import { RefundCases } from '../../domain.js'
import type { ProposeApprovalDto } from './propose-approval.dto.js'

export class ProposeApprovalCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: ProposeApprovalDto) {
    super()
  }
}

@CommandHandler(ProposeApprovalCommand)
export class ProposeApprovalHandler implements ICommandHandler<ProposeApprovalCommand> {
  constructor(private readonly cases: RefundCases) {}

  execute({ caller, caseId, body }: ProposeApprovalCommand): Promise<Executed | Refusal> {
    return this.cases.send(caller, caseId, { type: 'ProposeApproval', ...approvalFields(body) })
  }
}
