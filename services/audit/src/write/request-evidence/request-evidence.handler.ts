import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { RequestEvidenceDto } from './request-evidence.dto.js'

export class RequestEvidenceCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: RequestEvidenceDto) {
    super()
  }
}

@CommandHandler(RequestEvidenceCommand)
export class RequestEvidenceHandler implements ICommandHandler<RequestEvidenceCommand> {
  constructor(private readonly cases: RefundCases) {}

  async execute({ caller, caseId, body }: RequestEvidenceCommand): Promise<Executed | Refusal> {
    const personal = await this.cases.personal(caller, caseId, { note: body.note })
    return this.cases.send(caller, caseId, { type: 'RequestEvidence', kinds: body.kinds, ...personal })
  }
}
