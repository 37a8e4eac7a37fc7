import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { RecordFindingDto } from './record-finding.dto.js'

export class RecordFindingCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: RecordFindingDto) {
    super()
  }
}

@CommandHandler(RecordFindingCommand)
export class RecordFindingHandler implements ICommandHandler<RecordFindingCommand> {
  constructor(private readonly cases: RefundCases) {}

  async execute({ caller, caseId, body }: RecordFindingCommand): Promise<Executed | Refusal> {
    const personal = await this.cases.personal(caller, caseId, { note: body.note })
    return this.cases.send(caller, caseId, { type: 'RecordFinding', item: body.item, finding: body.finding, evidenceIds: body.evidenceIds ?? [], ...personal })
  }
}
