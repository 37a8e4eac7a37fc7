import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { toInstant, type Refusal } from '@recourse/kernel'
import { CommandSender, type Caller } from '@recourse/platform'
import { policyPackDecider, policyPackStream } from '@recourse/policy'

export class ConfirmClauseReviewCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly packId: string, readonly version: string, readonly reviewBy: string) {
    super()
  }
}

@CommandHandler(ConfirmClauseReviewCommand)
export class ConfirmClauseReviewHandler implements ICommandHandler<ConfirmClauseReviewCommand> {
  constructor(private readonly commands: CommandSender) {}

  execute({ caller, packId, version, reviewBy }: ConfirmClauseReviewCommand): Promise<Executed | Refusal> {
    return this.commands.send(caller, policyPackDecider, policyPackStream(caller.tenant, packId), { type: 'ConfirmClauseReview', version, reviewBy: toInstant(reviewBy) })
  }
}
