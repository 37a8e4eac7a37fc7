import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { toInstant, type Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { SpotChecks } from '../../spot-checks.js'
import type { OpenCorrectiveActionDto } from './open-corrective-action.dto.js'

export class OpenCorrectiveActionCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly roundId: string, readonly actionId: string, readonly body: OpenCorrectiveActionDto) {
    super()
  }
}

@CommandHandler(OpenCorrectiveActionCommand)
export class OpenCorrectiveActionHandler implements ICommandHandler<OpenCorrectiveActionCommand> {
  constructor(private readonly rounds: SpotChecks) {}

  async execute({ caller, roundId, actionId, body: { caseId, owner, dueAt, text } }: OpenCorrectiveActionCommand): Promise<Executed | Refusal> {
    const personal = await this.rounds.personal(caller.tenant, caseId, { text })
    return this.rounds.send(caller, roundId, { type: 'OpenCorrectiveAction', actionId, caseId, owner, dueAt: toInstant(dueAt), ...personal })
  }
}
