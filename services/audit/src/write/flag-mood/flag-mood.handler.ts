import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { FlagMoodDto } from './flag-mood.dto.js'

export class FlagMoodCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: FlagMoodDto) {
    super()
  }
}

@CommandHandler(FlagMoodCommand)
export class FlagMoodHandler implements ICommandHandler<FlagMoodCommand> {
  constructor(private readonly cases: RefundCases) {}

  async execute({ caller, caseId, body }: FlagMoodCommand): Promise<Executed | Refusal> {
    const personal = await this.cases.personal(caller, caseId, { note: body.note })
    return this.cases.send(caller, caseId, { type: 'FlagMood', mood: body.mood, ...personal })
  }
}
