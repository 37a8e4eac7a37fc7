import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { CarePlans } from '../../domain.js'
import type { CompleteCareTaskDto } from './complete-care-task.dto.js'

export class CompleteCareTaskCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly planId: string, readonly taskId: string, readonly body: CompleteCareTaskDto) {
    super()
  }
}

@CommandHandler(CompleteCareTaskCommand)
export class CompleteCareTaskHandler implements ICommandHandler<CompleteCareTaskCommand> {
  constructor(private readonly plans: CarePlans) {}

  async execute({ caller, planId, taskId, body: { note, score } }: CompleteCareTaskCommand): Promise<Executed | Refusal> {
    const personal = await this.plans.personal(caller, planId, { note })
    return this.plans.send(caller, planId, {
      type: 'CompleteCareTask', taskId, facts: await this.plans.trainingOf(caller), ...(score === undefined ? {} : { score }), ...personal,
    })
  }
}
