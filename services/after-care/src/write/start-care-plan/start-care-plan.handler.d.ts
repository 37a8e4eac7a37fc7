import { Command, type ICommandHandler } from '@nestjs/cqrs';
import type { Executed } from '@recourse/event-store';
import { type Refusal } from '@recourse/kernel';
import { type Caller } from '@recourse/platform';
import { PolicyPacks } from '@recourse/policy';
import { CarePlans } from '../../domain.js';
import type { StartCarePlanDto } from './start-care-plan.dto.js';
export declare class StartCarePlanCommand extends Command<Executed | Refusal> {
    readonly caller: Caller;
    readonly body: StartCarePlanDto;
    constructor(caller: Caller, body: StartCarePlanDto);
}
export declare class StartCarePlanHandler implements ICommandHandler<StartCarePlanCommand> {
    private readonly plans;
    private readonly packs;
    constructor(plans: CarePlans, packs: PolicyPacks);
    execute({ caller, body: { customerId, orderId, contact, pack, ...body } }: StartCarePlanCommand): Promise<Executed | Refusal>;
    /** Clinics write 光子嫩肤, packs say `photon`. A project that the pack does not know is kept as it was written. */
    private projectCode;
}
