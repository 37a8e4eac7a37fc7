import { Query, type IQueryHandler } from '@nestjs/cqrs';
import { AggregateStore, EventCodec } from '@recourse/event-store';
import type { Texts } from '@recourse/kernel';
import { type Caller } from '@recourse/platform';
import { PolicyPacks } from '@recourse/policy';
import { type CarePlanDecider } from '../../domain.js';
import type { CarePlanView } from './care-plan.dto.js';
type Language = keyof Texts;
export declare class CarePlanQuery extends Query<CarePlanView> {
    readonly caller: Caller;
    readonly planId: string;
    readonly language: Language;
    constructor(caller: Caller, planId: string, language: Language);
}
/** Folded from the plan's own stream, so that it shows a write at once; whoever is only a customer sees only their own. */
export declare class CarePlanQueryHandler implements IQueryHandler<CarePlanQuery> {
    private readonly aggregates;
    private readonly codec;
    private readonly packs;
    private readonly decider;
    constructor(aggregates: AggregateStore, codec: EventCodec, packs: PolicyPacks, decider: CarePlanDecider);
    execute({ caller, planId, language }: CarePlanQuery): Promise<CarePlanView>;
    private problemView;
}
export {};
