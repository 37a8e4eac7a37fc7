import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { AssignReviewDto } from './assign-review.dto.js'

export class AssignReviewCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: AssignReviewDto) {
    super()
  }
}

@CommandHandler(AssignReviewCommand)
export class AssignReviewHandler implements ICommandHandler<AssignReviewCommand> {
  constructor(private readonly cases: RefundCases) {}

  execute({ caller, caseId, body }: AssignReviewCommand): Promise<Executed | Refusal> {
    return this.cases.send(caller, caseId, { type: 'AssignReview', assignee: body.assignee })
  }
}
