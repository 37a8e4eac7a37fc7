import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { CarePlans } from '../../domain.js'
import type { MakeRecommendationDto } from './make-recommendation.dto.js'

export class MakeRecommendationCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly planId: string, readonly body: MakeRecommendationDto) {
    super()
  }
}

@CommandHandler(MakeRecommendationCommand)
export class MakeRecommendationHandler implements ICommandHandler<MakeRecommendationCommand> {
  constructor(private readonly plans: CarePlans) {}

  execute({ caller, planId, body: { recommendationId, consentId } }: MakeRecommendationCommand): Promise<Executed | Refusal> {
    return this.plans.send(caller, planId, { type: 'MakeRecommendation', recommendationId, ...(consentId ? { consentId } : {}) })
  }
}
