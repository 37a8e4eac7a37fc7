import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { SpotChecks } from '../../spot-checks.js'
import type { AbandonSpotCheckDto } from './abandon-spot-check.dto.js'

export class AbandonSpotCheckCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly roundId: string, readonly body: AbandonSpotCheckDto) {
    super()
  }
}

@CommandHandler(AbandonSpotCheckCommand)
export class AbandonSpotCheckHandler implements ICommandHandler<AbandonSpotCheckCommand> {
  constructor(private readonly rounds: SpotChecks) {}

  execute({ caller, roundId, body: { reason } }: AbandonSpotCheckCommand): Promise<Executed | Refusal> {
    return this.rounds.send(caller, roundId, { type: 'AbandonSpotCheck', reason })
  }
}
