var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Command, CommandHandler } from '@nestjs/cqrs';
import { toInstant } from '@recourse/kernel';
import { sentFields } from '@recourse/platform';
import { PolicyPacks } from '@recourse/policy';
import { CarePlans } from '../../domain.js';
export class StartCarePlanCommand extends Command {
    caller;
    body;
    constructor(caller, body) {
        super();
        this.caller = caller;
        this.body = body;
    }
}
const DEFAULT_PACK = 'light-aesthetics-care';
let StartCarePlanHandler = class StartCarePlanHandler {
    plans;
    packs;
    constructor(plans, packs) {
        this.plans = plans;
        this.packs = packs;
    }
    execute({ caller, body: { customerId, orderId, contact, pack = DEFAULT_PACK, ...body } }) {
        const planId = caller.derivedId('care-plan');
        const treatmentCompletedAt = toInstant(body.treatmentCompletedAt);
        return this.plans.send(caller, planId, {
            type: 'StartCarePlan', planId, customer: customerId, treatmentCompletedAt, pack,
            project: this.projectCode(pack, treatmentCompletedAt, body.project),
            ...(orderId ? { orderId } : {}),
            ...(contact ? { personal: { person: customerId, fields: { contact: sentFields(contact) } } } : {}),
        });
    }
    /** Clinics write 光子嫩肤, packs say `photon`. A project that the pack does not know is kept as it was written. */
    projectCode(pack, at, project) {
        const known = this.packs.latestCare(pack, at)?.guidance.find(({ title }) => Object.values(title).includes(project));
        return known?.code ?? project;
    }
};
StartCarePlanHandler = __decorate([
    CommandHandler(StartCarePlanCommand),
    __metadata("design:paramtypes", [CarePlans, PolicyPacks])
], StartCarePlanHandler);
export { StartCarePlanHandler };
//# sourceMappingURL=start-care-plan.handler.js.map