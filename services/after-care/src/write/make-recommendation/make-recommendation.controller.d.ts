import { CommandBus } from '@nestjs/cqrs';
import { CommandAnswer, type Caller } from '@recourse/platform';
import { MakeRecommendationDto } from './make-recommendation.dto.js';
export declare class MakeRecommendationController {
    private readonly commands;
    constructor(commands: CommandBus);
    recommend(caller: Caller, planId: string, body: MakeRecommendationDto): Promise<CommandAnswer>;
}
