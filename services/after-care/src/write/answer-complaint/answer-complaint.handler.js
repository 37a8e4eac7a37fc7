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
import { complaintPermissions, complaintRefusal } from '@recourse/care-plan';
import { roleRefusal } from '@recourse/kernel';
import { Complaints } from '../../domain.js';
export class AnswerComplaintCommand extends Command {
    caller;
    complaintId;
    body;
    constructor(caller, complaintId, body) {
        super();
        this.caller = caller;
        this.complaintId = complaintId;
        this.body = body;
    }
}
let AnswerComplaintHandler = class AnswerComplaintHandler {
    complaints;
    constructor(complaints) {
        this.complaints = complaints;
    }
    async execute({ caller, complaintId, body: { text } }) {
        const notPermitted = roleRefusal(complaintPermissions, 'AnswerComplaint', caller.identity.actor);
        if (notPermitted)
            return notPermitted;
        const complaint = await this.complaints.find(caller.tenant, complaintId);
        if (!complaint)
            return complaintRefusal('UnknownComplaint');
        return this.complaints.send(caller, complaintId, { type: 'AnswerComplaint', personal: { person: complaint.customer, fields: { text } } });
    }
};
AnswerComplaintHandler = __decorate([
    CommandHandler(AnswerComplaintCommand),
    __metadata("design:paramtypes", [Complaints])
], AnswerComplaintHandler);
export { AnswerComplaintHandler };
//# sourceMappingURL=answer-complaint.handler.js.map