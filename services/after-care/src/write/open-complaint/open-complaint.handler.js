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
import { complaintPermissions } from '@recourse/care-plan';
import { permittedRole, refuseCommon } from '@recourse/kernel';
import { Complaints, RefundCases } from '../../domain.js';
import { refuse } from '../../refusals.js';
export class OpenComplaintCommand extends Command {
    caller;
    body;
    constructor(caller, body) {
        super();
        this.caller = caller;
        this.body = body;
    }
}
let OpenComplaintHandler = class OpenComplaintHandler {
    complaints;
    cases;
    constructor(complaints, cases) {
        this.complaints = complaints;
        this.cases = cases;
    }
    async execute({ caller, body: { caseId, customerId, channel, text } }) {
        if (!permittedRole(complaintPermissions, 'OpenComplaint', caller.identity.actor))
            return refuseCommon('RoleNotPermitted');
        const refundCase = caseId ? await this.cases.find(caller.tenant, caseId) : undefined;
        const customer = customerId ?? (caller.isOnlyCustomer ? caller.identity.actor.id : refundCase?.customer);
        if (caseId && refundCase?.customer !== customer)
            return refuse('UnknownRefundCase', { caseId });
        if (!customer)
            return refuse(caseId ? 'UnknownRefundCase' : 'CustomerMissing');
        const complaintId = caller.derivedId('complaint');
        return this.complaints.send(caller, complaintId, {
            type: 'OpenComplaint', complaintId, customer, channel, personal: { person: customer, fields: { text } }, ...aboutCase(refundCase),
        });
    }
};
OpenComplaintHandler = __decorate([
    CommandHandler(OpenComplaintCommand),
    __metadata("design:paramtypes", [Complaints, RefundCases])
], OpenComplaintHandler);
export { OpenComplaintHandler };
const aboutCase = (refundCase) => refundCase ? { caseId: refundCase.caseId, facts: { stage: refundCase.phase, pack: refundCase.pack } } : {};
//# sourceMappingURL=open-complaint.handler.js.map