import { QueryBus } from '@nestjs/cqrs';
import { type Caller } from '@recourse/platform';
import { CarePlanView } from './care-plan.dto.js';
export declare class CarePlanController {
    private readonly queries;
    constructor(queries: QueryBus);
    read(caller: Caller, planId: string, acceptLanguage?: string): Promise<CarePlanView>;
}
