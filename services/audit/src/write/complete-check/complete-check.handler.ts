import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { SpotChecks } from '../../spot-checks.js'
import type { CompleteCheckDto } from './complete-check.dto.js'

export class CompleteCheckCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly roundId: string, readonly caseId: string, readonly body: CompleteCheckDto) {
    super()
  }
}

@CommandHandler(CompleteCheckCommand)
export class CompleteCheckHandler implements ICommandHandler<CompleteCheckCommand> {
  constructor(private readonly rounds: SpotChecks) {}

  async execute({ caller, roundId, caseId, body: { answers, note } }: CompleteCheckCommand): Promise<Executed | Refusal> {
    const [facts, personal] = [await this.rounds.handlersOf(caller.tenant, caseId), await this.rounds.personal(caller.tenant, caseId, { note })]
    return this.rounds.send(caller, roundId, { type: 'CompleteCheck', caseId, answers: answers.map(({ item, finding }) => ({ item, finding })), facts, ...personal })
  }
}
