import { Command, type ICommandHandler } from '@nestjs/cqrs';
import type { Executed } from '@recourse/event-store';
import type { Refusal } from '@recourse/kernel';
import type { Caller } from '@recourse/platform';
import { CarePlans } from '../../domain.js';
import type { MakeRecommendationDto } from './make-recommendation.dto.js';
export declare class MakeRecommendationCommand extends Command<Executed | Refusal> {
    readonly caller: Caller;
    readonly planId: string;
    readonly body: MakeRecommendationDto;
    constructor(caller: Caller, planId: string, body: MakeRecommendationDto);
}
export declare class MakeRecommendationHandler implements ICommandHandler<MakeRecommendationCommand> {
    private readonly plans;
    constructor(plans: CarePlans);
    execute({ caller, planId, body: { recommendationId, consentId } }: MakeRecommendationCommand): Promise<Executed | Refusal>;
}
