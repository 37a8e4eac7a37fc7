import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { toInstant, type Refusal } from '@recourse/kernel'
import { CommandSender, type Caller } from '@recourse/platform'
import type { Curricula } from '@recourse/policy'
import { trainingDecider, trainingStream } from '@recourse/training'
import { CURRICULA } from '../../training.js'
import type { RecordTrainingDto } from './record-training.dto.js'

export class RecordTrainingCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly body: RecordTrainingDto) {
    super()
  }
}

@CommandHandler(RecordTrainingCommand)
export class RecordTrainingHandler implements ICommandHandler<RecordTrainingCommand> {
  constructor(private readonly commands: CommandSender, @Inject(CURRICULA) private readonly curricula: Curricula) {}

  execute({ caller, body: { heldAt, ...assessment } }: RecordTrainingCommand): Promise<Executed | Refusal> {
    const stream = trainingStream(caller.tenant, assessment.person)
    return this.commands.send(caller, trainingDecider(this.curricula), stream, { type: 'RecordTraining', ...assessment, heldAt: toInstant(heldAt) })
  }
}
