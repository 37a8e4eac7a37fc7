import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { roleRefusal, type Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { spotCheckPermissions } from '@recourse/spot-check'
import { SpotChecks } from '../../spot-checks.js'
import type { CompleteCorrectiveActionDto } from './complete-corrective-action.dto.js'

export class CompleteCorrectiveActionCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly roundId: string, readonly actionId: string, readonly body: CompleteCorrectiveActionDto) {
    super()
  }
}

@CommandHandler(CompleteCorrectiveActionCommand)
export class CompleteCorrectiveActionHandler implements ICommandHandler<CompleteCorrectiveActionCommand> {
  constructor(private readonly rounds: SpotChecks) {}

  async execute({ caller, roundId, actionId, body: { note } }: CompleteCorrectiveActionCommand): Promise<Executed | Refusal> {
    const refusal = roleRefusal(spotCheckPermissions, 'CompleteCorrectiveAction', caller.identity.actor)
    if (refusal) return refusal
    const { round } = await this.rounds.find(caller.tenant, roundId)
    const personal = await this.rounds.personal(caller.tenant, round.actions[actionId]?.caseId ?? '', { note })
    return this.rounds.send(caller, roundId, { type: 'CompleteCorrectiveAction', actionId, ...personal })
  }
}
