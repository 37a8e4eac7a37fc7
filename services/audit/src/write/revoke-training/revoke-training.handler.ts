import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import { CommandSender, type Caller } from '@recourse/platform'
import type { Curricula } from '@recourse/policy'
import { trainingDecider, trainingStream } from '@recourse/training'
import { CURRICULA } from '../../training.js'
import type { RevokeTrainingDto } from './revoke-training.dto.js'

export class RevokeTrainingCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly body: RevokeTrainingDto) {
    super()
  }
}

@CommandHandler(RevokeTrainingCommand)
export class RevokeTrainingHandler implements ICommandHandler<RevokeTrainingCommand> {
  constructor(private readonly commands: CommandSender, @Inject(CURRICULA) private readonly curricula: Curricula) {}

  execute({ caller, body: { person, course, reason } }: RevokeTrainingCommand): Promise<Executed | Refusal> {
    return this.commands.send(caller, trainingDecider(this.curricula), trainingStream(caller.tenant, person), { type: 'RevokeTraining', course, reason })
  }
}
