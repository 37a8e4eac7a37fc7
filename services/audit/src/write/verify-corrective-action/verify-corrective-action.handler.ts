import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { toInstant, type Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { SpotChecks } from '../../spot-checks.js'
import type { VerifyCorrectiveActionDto } from './verify-corrective-action.dto.js'

export class VerifyCorrectiveActionCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly roundId: string, readonly actionId: string, readonly body: VerifyCorrectiveActionDto) {
    super()
  }
}

@CommandHandler(VerifyCorrectiveActionCommand)
export class VerifyCorrectiveActionHandler implements ICommandHandler<VerifyCorrectiveActionCommand> {
  constructor(private readonly rounds: SpotChecks) {}

  execute({ caller, roundId, actionId, body: { solved, dueAt } }: VerifyCorrectiveActionCommand): Promise<Executed | Refusal> {
    return this.rounds.send(caller, roundId, { type: 'VerifyCorrectiveAction', actionId, solved, ...(dueAt ? { dueAt: toInstant(dueAt) } : {}) })
  }
}
