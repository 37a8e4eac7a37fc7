import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { SpotChecks } from '../../spot-checks.js'
import type { AssignCheckDto } from './assign-check.dto.js'

export class AssignCheckCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly roundId: string, readonly caseId: string, readonly body: AssignCheckDto) {
    super()
  }
}

@CommandHandler(AssignCheckCommand)
export class AssignCheckHandler implements ICommandHandler<AssignCheckCommand> {
  constructor(private readonly rounds: SpotChecks) {}

  async execute({ caller, roundId, caseId, body: { checker } }: AssignCheckCommand): Promise<Executed | Refusal> {
    return this.rounds.send(caller, roundId, { type: 'AssignCheck', caseId, checker, facts: await this.rounds.handlersOf(caller.tenant, caseId) })
  }
}
