import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { RequestLegalOpinionDto } from './request-legal-opinion.dto.js'

export class RequestLegalOpinionCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: RequestLegalOpinionDto) {
    super()
  }
}

@CommandHandler(RequestLegalOpinionCommand)
export class RequestLegalOpinionHandler implements ICommandHandler<RequestLegalOpinionCommand> {
  constructor(private readonly cases: RefundCases) {}

  async execute({ caller, caseId, body }: RequestLegalOpinionCommand): Promise<Executed | Refusal> {
    const personal = await this.cases.personal(caller, caseId, { question: body.question })
    return this.cases.send(caller, caseId, { type: 'RequestLegalOpinion', ...personal })
  }
}
