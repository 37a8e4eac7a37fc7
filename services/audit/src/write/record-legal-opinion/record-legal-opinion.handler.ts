import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { RecordLegalOpinionDto } from './record-legal-opinion.dto.js'

export class RecordLegalOpinionCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: RecordLegalOpinionDto) {
    super()
  }
}

@CommandHandler(RecordLegalOpinionCommand)
export class RecordLegalOpinionHandler implements ICommandHandler<RecordLegalOpinionCommand> {
  constructor(private readonly cases: RefundCases) {}

  async execute({ caller, caseId, body }: RecordLegalOpinionCommand): Promise<Executed | Refusal> {
    const personal = await this.cases.personal(caller, caseId, { opinion: body.opinion })
    return this.cases.send(caller, caseId, { type: 'RecordLegalOpinion', finding: body.finding, ...personal })
  }
}
