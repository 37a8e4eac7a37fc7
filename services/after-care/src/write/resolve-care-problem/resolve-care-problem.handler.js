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
import { carePlanPermissions } from '@recourse/care-plan';
import { permittedRole, refuseCommon } from '@recourse/kernel';
import { CarePlans, RefundCases } from '../../domain.js';
import { refuse } from '../../refusals.js';
export class ResolveCareProblemCommand extends Command {
    caller;
    planId;
    problemId;
    body;
    constructor(caller, planId, problemId, body) {
        super();
        this.caller = caller;
        this.planId = planId;
        this.problemId = problemId;
        this.body = body;
    }
}
let ResolveCareProblemHandler = class ResolveCareProblemHandler {
    plans;
    cases;
    constructor(plans, cases) {
        this.plans = plans;
        this.cases = cases;
    }
    async execute({ caller, planId, problemId, body: { remedy, caseId, note } }) {
        if (!permittedRole(carePlanPermissions, 'ResolveCareProblem', caller.identity.actor))
            return refuseCommon('RoleNotPermitted');
        if (caseId && !(await this.isOfTheSameCustomer(caller.tenant, planId, caseId)))
            return refuse('UnknownRefundCase', { caseId });
        const personal = await this.plans.personal(caller, planId, { note });
        return this.plans.send(caller, planId, { type: 'ResolveCareProblem', problemId, remedy, ...(caseId ? { caseId } : {}), ...personal });
    }
    /** True also for a plan that is not known, which its decider refuses by name. */
    async isOfTheSameCustomer(tenant, planId, caseId) {
        const [plan, refundCase] = await Promise.all([this.plans.find(tenant, planId), this.cases.find(tenant, caseId)]);
        return !plan || refundCase?.customer === plan.customer;
    }
};
ResolveCareProblemHandler = __decorate([
    CommandHandler(ResolveCareProblemCommand),
    __metadata("design:paramtypes", [CarePlans, RefundCases])
], ResolveCareProblemHandler);
export { ResolveCareProblemHandler };
//# sourceMappingURL=resolve-care-problem.handler.js.map