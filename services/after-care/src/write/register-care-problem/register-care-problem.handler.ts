import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { CarePlans } from '../../domain.js'
import type { RegisterCareProblemDto } from './register-care-problem.dto.js'

export class RegisterCareProblemCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly planId: string, readonly problemId: string, readonly body: RegisterCareProblemDto) {
    super()
  }
}

@CommandHandler(RegisterCareProblemCommand)
export class RegisterCareProblemHandler implements ICommandHandler<RegisterCareProblemCommand> {
  constructor(private readonly plans: CarePlans) {}

  async execute({ caller, planId, problemId, body: { severity, description } }: RegisterCareProblemCommand): Promise<Executed | Refusal> {
    const personal = await this.plans.personal(caller, planId, { description })
    return this.plans.send(caller, planId, { type: 'RegisterCareProblem', problemId, severity, ...personal })
  }
}
