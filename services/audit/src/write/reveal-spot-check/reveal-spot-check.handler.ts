import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { roleRefusal, type Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { spotCheckPermissions } from '@recourse/spot-check'
import { SpotChecks } from '../../spot-checks.js'
import type { RevealSpotCheckDto } from './reveal-spot-check.dto.js'

export class RevealSpotCheckCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly roundId: string, readonly body: RevealSpotCheckDto) {
    super()
  }
}

@CommandHandler(RevealSpotCheckCommand)
export class RevealSpotCheckHandler implements ICommandHandler<RevealSpotCheckCommand> {
  constructor(private readonly rounds: SpotChecks) {}

  async execute({ caller, roundId, body: { seed } }: RevealSpotCheckCommand): Promise<Executed | Refusal> {
    const refusal = roleRefusal(spotCheckPermissions, 'RevealSpotCheck', caller.identity.actor)
    if (refusal) return refusal
    const { round } = await this.rounds.find(caller.tenant, roundId)
    return this.rounds.send(caller, roundId, { type: 'RevealSpotCheck', seed, facts: await this.rounds.population(caller.tenant, round) })
  }
}
