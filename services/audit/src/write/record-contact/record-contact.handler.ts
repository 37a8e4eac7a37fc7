import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { RecordContactDto } from './record-contact.dto.js'

export class RecordContactCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: RecordContactDto) {
    super()
  }
}

@CommandHandler(RecordContactCommand)
export class RecordContactHandler implements ICommandHandler<RecordContactCommand> {
  constructor(private readonly cases: RefundCases) {}

  async execute({ caller, caseId, body }: RecordContactCommand): Promise<Executed | Refusal> {
    const personal = await this.cases.personal(caller, caseId, { note: body.note })
    return this.cases.send(caller, caseId, { type: 'RecordContact', channel: body.channel, outcome: body.outcome, ...personal })
  }
}
