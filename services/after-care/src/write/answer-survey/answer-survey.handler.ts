import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { refundCaseRefusal } from '@recourse/refund-case'
import { RefundCases } from '../../domain.js'
import type { AnswerSurveyDto } from './answer-survey.dto.js'

export class AnswerSurveyCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: AnswerSurveyDto) {
    super()
  }
}

@CommandHandler(AnswerSurveyCommand)
export class AnswerSurveyHandler implements ICommandHandler<AnswerSurveyCommand> {
  constructor(private readonly cases: RefundCases) {}

  async execute({ caller, caseId, body: { score, comment } }: AnswerSurveyCommand): Promise<Executed | Refusal> {
    const refundCase = await this.cases.find(caller.tenant, caseId)
    if (!refundCase) return refundCaseRefusal('UnknownCase')
    const personal = comment ? { personal: { person: refundCase.customer, fields: { comment } } } : {}
    return this.cases.send(caller, caseId, { type: 'AnswerSurvey', score, ...personal })
  }
}
